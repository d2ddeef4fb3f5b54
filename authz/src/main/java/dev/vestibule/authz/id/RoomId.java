package dev.vestibule.authz.id;

import java.util.Optional;

/**
 * The ID of a room: {@code !opaque:server}, or since room version 12 {@code !} and the hash of the create event.
 *
 * @param value the whole ID with its sigil
 * @see <a href="https://spec.matrix.org/v1.19/appendices/#room-ids">Room IDs</a>
 */
public record RoomId(String value) {
    private static final String KIND = "a room ID";

    public RoomId {
        Grammar.check(KIND, '!', value);
        if (value.indexOf(':') >= 0) {
            Grammar.checkLocalpartAndDomain(KIND, value);
        } else if (!Grammar.isHashAfterSigil(value)) {
            throw Grammar.invalid(value, KIND, "it must have a ':' and a server name, or 43 characters of a hash");
        }
    }

    /**
     * Reads a room ID.
     *
     * @throws InvalidIdentifierException if the text is not one
     */
    public static RoomId parse(String text) {
        return new RoomId(text);
    }

    /**
     * The ID of the room that an event of type {@code m.room.create} makes in a version whose room IDs are hashes.
     *
     * @throws InvalidIdentifierException if the event ID is not a URL-safe hash
     */
    public static RoomId ofCreateEvent(EventId createEvent) {
        return new RoomId("!" + createEvent.value().substring(1));
    }

    /** The server that made the room; empty where the ID is a hash. */
    public Optional<ServerName> serverName() {
        int colon = value.indexOf(':');
        return colon < 0 ? Optional.empty() : Optional.of(new ServerName(value.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return value;
    }
}
