package dev.vestibule.server;

import dev.vestibule.authz.id.ServerName;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.storage.Snapshot;
import dev.vestibule.storage.Storage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the storage its first questions while nobody waits for the answers. They load a thousand classes of jOOQ, which
 * is most of a second; the start does without them, and the first client should not wait for them either.
 */
final class WarmUp implements AutoCloseable {
    /** The system property that is true while the ahead-of-time cache is recorded, which is to hold the start alone. */
    private static final String OFF = "vestibule.start-alone";
    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

    private final Thread thread;

    /** Begins at once, beside everything else. */
    WarmUp(Storage storage, ServerName serverName) {
        UserId nobody = UserId.of("nobody", serverName);
        this.thread = Thread.ofPlatform().name("warm-up").daemon().start(() -> ask(storage, nobody));
    }

    private static void ask(Storage storage, UserId nobody) {
        if (Boolean.getBoolean(OFF)) {
            return;
        }
        try {
            storage.token("nobody's");
            storage.read(snapshot -> questions(snapshot, nobody));
        } catch (RuntimeException failure) {
            // Whoever asks next meets the same failure and has somebody to tell.
            LOG.debug("Warming up failed", failure);
        }
    }

    private static int questions(Snapshot snapshot, UserId nobody) {
        return snapshot.membershipsOf(nobody).size()
                + snapshot.roomsWithNewEvents(nobody, 0).size()
                + snapshot.ofAccounts().accountData(nobody, 0).size()
                + snapshot.ofAccounts().user(nobody).stream().mapToInt(user -> 1).sum();
    }

    /** Waits until the questions have been answered. */
    @Override
    public void close() {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException wakeUp) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
