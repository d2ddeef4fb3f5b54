package dev.vestibule.authz.version;

/** How a room version names events and refers to them. */
public enum EventFormat {
    /**
     * The server makes an event ID up, {@code $opaque:server}, and writes it into the event; references to events are
     * pairs of ID and hashes.
     *
     * @see <a href="https://spec.matrix.org/v1.19/rooms/v1/#event-ids">Event IDs in room version 1</a>
     */
    DOMAIN,
    /**
     * The ID is {@code $} and the reference hash in Base64 with {@code +} and {@code /}; references are IDs.
     *
     * @see <a href="https://spec.matrix.org/v1.19/rooms/v3/#event-ids">Event IDs in room version 3</a>
     */
    BASE64,
    /**
     * The ID is {@code $} and the reference hash in Base64 with {@code -} and {@code _}; references are IDs.
     *
     * @see <a href="https://spec.matrix.org/v1.19/rooms/v4/#event-ids">Event IDs in room version 4</a>
     */
    URL_SAFE_BASE64;

    /** Whether the ID is a member of the event, and references to events carry hashes beside the ID. */
    public boolean eventIdIsInEvent() {
        return this == DOMAIN;
    }
}
