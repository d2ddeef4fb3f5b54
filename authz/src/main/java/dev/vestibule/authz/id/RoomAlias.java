package dev.vestibule.authz.id;

/**
 * A name for a room: {@code #localpart:server}.
 *
 * @param value the whole alias with its sigil
 * @see <a href="https://spec.matrix.org/v1.19/appendices/#room-aliases">Room aliases</a>
 */
public record RoomAlias(String value) {
    private static final String KIND = "a room alias";

    public RoomAlias {
        Grammar.check(KIND, '#', value);
        Grammar.checkLocalpartAndDomain(KIND, value);
    }

    /**
     * Reads a room alias.
     *
     * @throws InvalidIdentifierException if the text is not one
     */
    public static RoomAlias parse(String text) {
        return new RoomAlias(text);
    }

    /**
     * Puts a room alias together.
     *
     * @throws InvalidIdentifierException if the local part is empty, contains a colon or NUL, or the whole is too long
     */
    public static RoomAlias of(String localpart, ServerName serverName) {
        Grammar.checkNoColon(KIND, localpart);
        return new RoomAlias("#" + localpart + ":" + serverName.value());
    }

    /** What stands between the sigil and the first colon. */
    public String localpart() {
        return value.substring(1, value.indexOf(':'));
    }

    public ServerName serverName() {
        return new ServerName(value.substring(value.indexOf(':') + 1));
    }

    /** White space to Unicode, but to neither of Java's two notions of it. */
    private static final int NEXT_LINE = 0x85;

    /** Tells whether the local part contains white space, which the grammar allows and a server may refuse to make. */
    public boolean hasWhitespace() {
        return localpart().codePoints()
                .anyMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c) || c == NEXT_LINE);
    }

    @Override
    public String toString() {
        return value;
    }
}
