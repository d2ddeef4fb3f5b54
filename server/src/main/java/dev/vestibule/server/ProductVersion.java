package dev.vestibule.server;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The name and version of this program, as its jar tells them. */
final class ProductVersion implements IVersionProvider {
    static String text() {
        return "Vestibule " + Optional.ofNullable(ProductVersion.class.getPackage().getImplementationVersion())
                .orElse("(development)");
    }

    @Override
    public String[] getVersion() {
        return new String[]{text()};
    }
}
