package dev.vestibule.server.limit;

/**
 * The limiters, each with the name and the default setting it has in Synapse's configuration.
 *
 * @see <a href="https://element-hq.github.io/synapse/latest/usage/configuration/config_documentation.html#ratelimiting">
 *      Synapse's manual</a>
 */
public enum Limiter {
    /** Events a user sends, of whatever type; a new room counts as one. */
    MESSAGE("rc_message", "0.2", 10),
    /** Accounts made from one address, other than by shared secret. */
    REGISTRATION("rc_registration", "0.17", 3),
    /** Attempts to log in from one address. */
    LOGIN_ADDRESS("rc_login.address", "0.003", 5),
    /** Logins to one account. */
    LOGIN_ACCOUNT("rc_login.account", "0.003", 5),
    /** Wrong passwords for one account. */
    LOGIN_FAILED_ATTEMPTS("rc_login.failed_attempts", "0.17", 3),
    /** Redactions of other users' events; unless it is configured, they count as messages. */
    ADMIN_REDACTION("rc_admin_redaction", "0.17", 3),
    /** Attempts of a user to join rooms they are not in. */
    JOINS_LOCAL("rc_joins.local", "0.1", 10),
    /** Users who newly join a room. */
    JOINS_PER_ROOM("rc_joins_per_room", "1", 10),
    /** Invites to one room. */
    INVITES_PER_ROOM("rc_invites.per_room", "0.3", 10),
    /** Invites of one user, by whomever. */
    INVITES_PER_USER("rc_invites.per_user", "0.003", 5),
    /** Invites by one user, of whomever. */
    INVITES_PER_ISSUER("rc_invites.per_issuer", "0.3", 10),
    /** Invites of third-party identifiers by one user. */
    THIRD_PARTY_INVITE("rc_third_party_invite", "0.0025", 5),
    /** Rooms a user makes. */
    ROOM_CREATION("rc_room_creation", "0.016", 10),
    /** Searches of a user for other users. */
    USER_DIRECTORY("rc_user_directory", "0.016", 200);

    private final String key;
    private final String perSecond;
    private final long burstCount;

    Limiter(String key, String perSecond, long burstCount) {
        this.key = key;
        this.perSecond = perSecond;
        this.burstCount = burstCount;
    }

    /** Its name in Synapse's configuration, with a dot where that nests: {@code rc_joins.local}. */
    public String key() {
        return key;
    }

    /** The setting it has unless another is configured. */
    public Setting standard() {
        return Setting.of(perSecond, burstCount);
    }
}
