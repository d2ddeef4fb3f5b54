package dev.vestibule.server.identity;

import dev.vestibule.authz.id.InvalidIdentifierException;
import dev.vestibule.authz.id.ServerName;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntSupplier;

/**
 * Which identity servers may be asked. Whoever may invite could otherwise use this homeserver to reach into the network
 * it stands in, so only those are asked that its owner has named, and the bundled one.
 */
public final class IdentityServers {
    private final Set<ServerName> allowed;
    private final boolean bundled;
    private final IntSupplier ownPort;

    /**
     * @param allowed host and port of those that may be asked
     * @param bundled whether this server brings one itself, under its own port on this machine
     * @param ownPort the port this server listens on
     */
    public IdentityServers(Set<ServerName> allowed, boolean bundled, IntSupplier ownPort) {
        this.allowed = Set.copyOf(allowed);
        this.bundled = bundled;
        this.ownPort = ownPort;
    }

    /**
     * Where an identity server is reached: over HTTPS, or over HTTP if its name is one of this very machine.
     *
     * @param name host, or host and port, as clients give it in {@code id_server}
     * @throws MatrixException 400 {@code M_SERVER_NOT_TRUSTED} if it must not be asked, 400 {@code M_INVALID_PARAM} if
     *                         that is no name of a server
     */
    public URI base(String name) {
        ServerName server;
        try {
            server = ServerName.parse(name);
        } catch (InvalidIdentifierException malformed) {
            throw MatrixException.invalidParam("'id_server' is host or host:port. " + malformed.getMessage());
        }
        if (!isTrusted(server)) {
            throw notTrusted(name);
        }
        return URI.create((isThisMachine(server.host()) ? "http://" : "https://") + server.value());
    }

    /**
     * Holds an address that a room's event gives to the same rule.
     *
     * @throws MatrixException 400 {@code M_SERVER_NOT_TRUSTED} if it must not be asked
     */
    public void refuseUntrusted(URI url) {
        String authority = url.getRawAuthority();
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        if (authority == null || !scheme.equals(base(authority).getScheme())) {
            throw notTrusted(url.toString());
        }
    }

    private boolean isTrusted(ServerName server) {
        return allowed.contains(server) || (bundled && isThisMachine(server.host())
                && server.port().orElse(-1) == ownPort.getAsInt());
    }

    /** Whether a host name is one of this very machine, whatever a name server says. */
    public static boolean isThisMachine(String host) {
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.[0-9]{1,3}){3}");
    }

    private static MatrixException notTrusted(String name) {
        return new MatrixException(ErrorCode.SERVER_NOT_TRUSTED, "This server does not ask the identity server " + name
                + ". Its owner names those it may ask with --identity-servers, or starts the bundled one with"
                + " --identity-server on.");
    }
}
