package dev.vestibule.server.sync;

import dev.vestibule.server.live.PresenceState;
import dev.vestibule.server.view.StreamToken;
import java.time.Duration;
import java.util.Optional;

/**
 * What a client asks {@code /sync} for.
 *
 * @param filter        what it wants to hear
 * @param since         up to where it knows everything; empty for an initial sync
 * @param fullState     whether all state is wanted whatever {@code since} says; such a request never waits
 * @param stateForm     as of when state is given
 * @param timeout       how long to wait for something new
 * @param presence      how the user is there while they sync
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#get_matrixclientv3sync">sync</a>
 */
public record SyncRequest(SyncFilter filter, Optional<StreamToken> since, boolean fullState, StateForm stateForm,
        Duration timeout, PresenceState presence) {

    /** Asks for everything there is, at once. */
    static SyncRequest forEverything() {
        return new SyncRequest(SyncFilter.ALL, Optional.empty(), false, StateForm.AT_START, Duration.ZERO,
                PresenceState.ONLINE);
    }

    /** Whether the client knows nothing yet. */
    boolean isInitial() {
        return since.isEmpty();
    }

    /** The last position the client knows; 0 if it knows nothing. */
    long from() {
        return since.map(StreamToken::position).orElse(0L);
    }

    /** The number of the last change of what is kept in memory that the client knows; 0 if it knows nothing. */
    long liveFrom() {
        return since.map(StreamToken::live).orElse(0L);
    }

    /** The stream position up to which the device has its messages. */
    long messagesFrom() {
        return since.map(StreamToken::messagesUpTo).orElse(0L);
    }
}
