package dev.vestibule.server.sync;

/**
 * As of when a sync gives the state of rooms, and under which key.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#get_matrixclientv3sync">sync, {@code use_state_after}</a>
 */
public enum StateForm {
    /** As of the start of the timeline: a client adds what the timeline says. */
    AT_START("state"),
    /** As of the end of the timeline. */
    AT_END("state_after"),
    /** The same for clients that know it by the name it had before it was in the specification, matrix-js-sdk for one. */
    AT_END_BY_OLD_NAME("org.matrix.msc4222.state_after");

    private final String key;

    StateForm(String key) {
        this.key = key;
    }

    /** The key of a room's section that holds the state. */
    String key() {
        return key;
    }

    boolean isAtEnd() {
        return this != AT_START;
    }
}
