package dev.vestibule.authz.rule;

/**
 * The levels at the top of {@code m.room.power_levels}, in the order in which the rules name them, each with the value
 * it has when the room has no power levels or they do not set it.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#mroompower_levels">m.room.power_levels</a>
 */
public enum Level {
    /** What a user has who is not listed in {@code users}. */
    USERS_DEFAULT("users_default", "default power", 0),
    /** What a message takes whose type is not listed in {@code events}. */
    EVENTS_DEFAULT("events_default", "default level of messages", 0),
    /** What a state event takes whose type is not listed in {@code events}. */
    STATE_DEFAULT("state_default", "default level of state events", 50),
    /** What a ban takes, and together with {@link #KICK} an unban. */
    BAN("ban", "ban level", 50),
    /** What applying a redaction of somebody else's event takes. */
    REDACT("redact", "redact level", 50),
    /** What removing somebody takes. */
    KICK("kick", "kick level", 50),
    /** What an invite takes, and vouching for a join of a restricted room. */
    INVITE("invite", "invite level", 0);

    private final String property;
    private final String title;
    private final long fallback;

    Level(String property, String title, long fallback) {
        this.property = property;
        this.title = title;
        this.fallback = fallback;
    }

    /** The property of the content of {@code m.room.power_levels} that sets this level. */
    public String property() {
        return property;
    }

    /** What facts and sentences call this level, e.g. {@code ban level}. */
    public String title() {
        return title;
    }

    /** The value where nothing sets this level. */
    public PowerLevel fallback() {
        return PowerLevel.of(fallback);
    }
}
