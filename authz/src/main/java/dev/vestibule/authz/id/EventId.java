package dev.vestibule.authz.id;

import java.util.Optional;

/**
 * The ID of an event: {@code $opaque:server} in room versions 1 and 2, {@code $} and a hash in later ones.
 *
 * @param value the whole ID with its sigil
 * @see <a href="https://spec.matrix.org/v1.19/appendices/#event-ids">Event IDs</a>
 */
public record EventId(String value) {
    private static final String KIND = "an event ID";

    public EventId {
        Grammar.check(KIND, '$', value);
        if (value.length() == 1) {
            throw Grammar.invalid(value, KIND, "something must follow the '$'");
        }
        if (value.indexOf(':') >= 0) {
            Grammar.checkLocalpartAndDomain(KIND, value);
        }
    }

    /**
     * Reads an event ID of any room version.
     *
     * @throws InvalidIdentifierException if the text is not one
     */
    public static EventId parse(String text) {
        return new EventId(text);
    }

    /** The server that made the event, in the room versions whose event IDs name it; else empty. */
    public Optional<ServerName> serverName() {
        int colon = value.indexOf(':');
        return colon < 0 ? Optional.empty() : Optional.of(new ServerName(value.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return value;
    }
}
