package dev.vestibule.conformance.suite;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Homeservers with rate limits, which all other tests want out of their way. Vestibule is started for them once more.
 * Another homeserver is taken to have limits where the system property {@code homeserver.rate-limits} is {@code on}: as
 * nothing else works there then, such a run is best one of these tests alone.
 */
public final class LimitedHomeservers implements AutoCloseable {

    private static final boolean OTHER = !System.getProperty("homeserver.url", "").isBlank();

    private final Homeserver homeserver;
    private final Map<String, VestibuleProcess> started = new ConcurrentHashMap<>();

    /** @param homeserver the one under test */
    LimitedHomeservers(Homeserver homeserver) {
        this.homeserver = homeserver;
    }

    /** One with the limits that Synapse has without configuration; where there is none, the test is left out. */
    public Homeserver withDefaults() {
        if (OTHER) {
            assumeTrue(System.getProperty("homeserver.rate-limits", "").equals("on"), "its limits are not on");
            assumeTrue(homeserver.adminSecret().isPresent(), "without the shared secret, accounts are limited as well");
            return homeserver;
        }
        return start("synapse");
    }

    /** Vestibule with limits from a file of this text; the test is left out for other homeservers. */
    public Homeserver withFile(String text) {
        assumeTrue(!OTHER, "only Vestibule is started with a file of limits");
        try {
            Files.createDirectories(Path.of("target"));
            return start(Files.writeString(Path.of("target", "rate-limits.yaml"), text).toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Homeserver start(String limits) {
        VestibuleProcess process = started.computeIfAbsent(limits,
                _ -> VestibuleProcess.start("--rate-limits", limits));
        return new Homeserver(process.url(), process.sharedSecret());
    }

    @Override
    public void close() {
        started.values().forEach(VestibuleProcess::close);
    }
}
