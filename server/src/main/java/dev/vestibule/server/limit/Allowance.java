package dev.vestibule.server.limit;

/** What the limits mean to somebody: most users have what the server is configured for. */
public sealed interface Allowance {
    /** What everybody has. */
    Allowance STANDARD = new Standard();

    /** Nothing is counted and nothing refused. */
    Allowance UNLIMITED = new Unlimited();

    /** What everybody has. */
    record Standard() implements Allowance {}

    /** Nothing is counted and nothing refused. */
    record Unlimited() implements Allowance {}

    /**
     * What everybody has, but for the events they send.
     *
     * @param setting takes the place of the one of {@link Limiter#MESSAGE}
     */
    record Messages(Setting setting) implements Allowance {}

    /**
     * What an administrator has who acts as a user: the events are the user's, all else is the administrator's.
     *
     * @see <a href="https://element-hq.github.io/synapse/latest/admin_api/user_admin_api.html#override-ratelimiting-for-users">
     *      Synapse's manual</a>
     */
    record Acting(Allowance administrator, Allowance user) implements Allowance {}

    /** What an administrator has who acts as a user; nothing special if they have the same. */
    static Allowance acting(Allowance administrator, Allowance user) {
        return administrator.equals(user) ? user : new Acting(administrator, user);
    }
}
