package dev.vestibule.authz.id;

/**
 * The ID of a user: {@code @localpart:server}. Local parts that only older versions of the specification allowed are
 * accepted, as events that bear them exist; {@link #hasStrictLocalpart()} tells which are fit for new users.
 *
 * @param value the whole ID with its sigil
 * @see <a href="https://spec.matrix.org/v1.19/appendices/#user-identifiers">User identifiers</a>
 */
public record UserId(String value) {
    private static final String KIND = "a user ID";

    public UserId {
        Grammar.check(KIND, '@', value);
        Grammar.checkDomain(KIND, value);
    }

    /**
     * Reads a user ID.
     *
     * @throws InvalidIdentifierException if the text is not one
     */
    public static UserId parse(String text) {
        return new UserId(text);
    }

    /**
     * Puts a user ID together.
     *
     * @throws InvalidIdentifierException if the local part contains a colon or NUL, or the whole is too long
     */
    public static UserId of(String localpart, ServerName serverName) {
        Grammar.checkNoColon(KIND, localpart);
        return new UserId("@" + localpart + ":" + serverName.value());
    }

    /** What stands between the sigil and the first colon; may be empty. */
    public String localpart() {
        return value.substring(1, value.indexOf(':'));
    }

    public ServerName serverName() {
        return new ServerName(value.substring(value.indexOf(':') + 1));
    }

    /** Tells whether the local part keeps to today's grammar: one or more of {@code a-z 0-9 . _ = - / +}. */
    public boolean hasStrictLocalpart() {
        String localpart = localpart();
        return !localpart.isEmpty() && localpart.chars().allMatch(UserId::isStrict);
    }

    private static boolean isStrict(int c) {
        return (c >= 'a' && c <= 'z') || Grammar.isDigit(c) || "._=-/+".indexOf(c) >= 0;
    }

    @Override
    public String toString() {
        return value;
    }
}
