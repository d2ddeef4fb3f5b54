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
}
