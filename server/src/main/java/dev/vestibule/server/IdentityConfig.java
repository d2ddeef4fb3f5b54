package dev.vestibule.server;

import dev.vestibule.authz.id.ServerName;
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
 */
public record IdentityConfig(boolean bundled, Set<ServerName> allowed, Optional<SSLContext> trust) {
    /** No identity server at all. */
    public static final IdentityConfig NONE = new IdentityConfig(false, Set.of(), Optional.empty());

    /** The bundled identity server alone. */
    public static final IdentityConfig BUNDLED = new IdentityConfig(true, Set.of(), Optional.empty());

    public IdentityConfig {
        allowed = Set.copyOf(allowed);
        Objects.requireNonNull(trust, "trust");
    }
}
