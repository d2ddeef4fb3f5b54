package dev.vestibule.conformance.suite;

import java.net.URI;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the one homeserver of the whole run: the one that the system property {@code homeserver.url} names, with
 * its shared secret in {@code homeserver.admin-secret}, or Vestibule itself, started for the first test that asks and
 * stopped after the last.
 */
final class HomeserverUnderTest implements ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(HomeserverUnderTest.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Homeserver.class;
    }

    @Override
    public Homeserver resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE).computeIfAbsent(Run.class, _ -> Run.begin(), Run.class)
                .homeserver();
    }

    /** The homeserver, and what is left to do when the run ends. */
    private record Run(Homeserver homeserver, Runnable end) implements AutoCloseable {

        static Run begin() {
            String url = System.getProperty("homeserver.url", "");
            if (!url.isBlank()) {
                String secret = System.getProperty("homeserver.admin-secret", "");
                return new Run(new Homeserver(URI.create(url.replaceAll("/+$", "")), secret), () -> {});
            }
            VestibuleProcess process = VestibuleProcess.start();
            return new Run(new Homeserver(process.url(), process.sharedSecret()), process::close);
        }

        @Override
        public void close() {
            end.run();
        }
    }
}
