package dev.vestibule.server;

import dev.vestibule.authz.id.ServerName;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;

/**
 * What can be chosen about identity servers.
 *
 * @param bundled whether this server brings one itself
 * @param allowed host and port of those that may be asked, beside the bundled one
 * @param trust   whose certificates are believed; empty for the JDK's own choice
 * @param patience how long a request waits for identity servers, all its questions together
 */
public record IdentityConfig(boolean bundled, Set<ServerName> allowed, Optional<SSLContext> trust,
        Duration patience) {
    /** Less than the time after which clients give up. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** No identity server at all. */
    public static final IdentityConfig NONE = new IdentityConfig(false, Set.of(), Optional.empty());

    /** The bundled identity server alone. */
    public static final IdentityConfig BUNDLED = new IdentityConfig(true, Set.of(), Optional.empty());

    /** With 15 seconds for all that a request asks identity servers. */
    public IdentityConfig(boolean bundled, Set<ServerName> allowed, Optional<SSLContext> trust) {
        this(bundled, allowed, trust, PATIENCE);
    }

    public IdentityConfig {
        Objects.requireNonNull(patience, "patience");
        allowed = Set.copyOf(allowed);
        Objects.requireNonNull(trust, "trust");
    }
}
