package dev.vestibule.server.identity;

import dev.vestibule.authz.id.InvalidIdentifierException;
import dev.vestibule.authz.id.ServerName;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which identity servers may be asked. Whoever may invite could otherwise use this homeserver to reach into the network
 * it stands in, so only those are asked that its owner has named, and the bundled one.
 */
public final class IdentityServers {
    private static final Pattern LOOPBACK = Pattern
            .compile("127(\\.(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3}");
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;
    private static final int HIGHEST_PORT = 65_535;

    private final Set<Place> allowed;
    private final boolean bundled;
    private final IntSupplier ownPort;

    /**
     * @param allowed host and port of those that may be asked, in any way to write them
     * @param bundled whether this server brings one itself, under its own port on this machine
     * @param ownPort the port this server listens on
     */
    public IdentityServers(Set<ServerName> allowed, boolean bundled, IntSupplier ownPort) {
        this.allowed = allowed.stream().map(name -> Place.of(name, scheme(name))).collect(Collectors.toSet());
        this.bundled = bundled;
        this.ownPort = ownPort;
    }

    /** Where a server listens, the same however its name is written: in either case, with the usual port or without. */
    private record Place(String host, int port) {
        static Place of(ServerName name, String scheme) {
            return new Place(canonical(name.host()),
                    name.port().orElse(scheme.equals("http") ? HTTP_PORT : HTTPS_PORT));
        }
    }

    /**
     * Checks that a server of that name can be asked at all: {@code 127.0.0.256} is none, nor is a port above 65535.
     *
     * @return the name
     * @throws InvalidIdentifierException if it cannot
     */
    public static ServerName askable(ServerName name) {
        if (URI.create("https://" + name).getHost() == null || name.port().orElse(HTTPS_PORT) > HIGHEST_PORT) {
            throw new InvalidIdentifierException("'" + name + "' is no server that could be asked: the parts of an IPv4"
                    + " address are at most 255, and a port is at most " + HIGHEST_PORT + ".");
        }
        return name;
    }

    /**
     * Where an identity server is reached: over HTTPS, or over HTTP if its name is one of this very machine.
     *
     * @param server host, or host and port, as clients give it in {@code id_server}
     * @throws MatrixException 400 {@code M_SERVER_NOT_TRUSTED} if it must not be asked
     */
    public URI base(ServerName server) {
        String scheme = scheme(server);
        if (!isTrusted(Place.of(server, scheme))) {
            throw notTrusted(server.value());
        }
        return URI.create(scheme + "://" + server.value());
    }

    /**
     * Holds an address that a room's event gives to the same rule.
     *
     * @throws MatrixException 400 {@code M_SERVER_NOT_TRUSTED} if it must not be asked
     */
    public void refuseUntrusted(URI url) {
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        String authority = url.getRawAuthority();
        ServerName server;
        try {
            server = ServerName.parse(authority == null ? "" : authority);
        } catch (InvalidIdentifierException malformed) {
            throw notTrusted("'" + url + "'");
        }
        if (scheme.equals("http") && !isThisMachine(server.host())) {
            throw new MatrixException(ErrorCode.SERVER_NOT_TRUSTED, "The identity server " + server
                    + " is asked over HTTPS only, and '" + url + "' is plain HTTP, which only one on this machine may"
                    + " have.");
        }
        boolean web = scheme.equals("http") || scheme.equals("https");
        if (!web || !isTrusted(Place.of(server, scheme))) {
            throw notTrusted(server.value());
        }
    }

    private boolean isTrusted(Place place) {
        return allowed.contains(place)
                || (bundled && isThisMachine(place.host()) && place.port() == ownPort.getAsInt());
    }

    /** Whether a host name is one of this very machine, whatever a name server says. */
    public static boolean isThisMachine(String host) {
        String name = canonical(host);
        return name.equals("localhost") || name.equals(canonical("[::1]")) || LOOPBACK.matcher(name).matches();
    }

    private static String scheme(ServerName server) {
        return isThisMachine(server.host()) ? "http" : "https";
    }

    /** An IPv6 address can be written in many ways; nothing is looked up for it. */
    private static String canonical(String host) {
        return host.startsWith("[")
                ? InetAddress.ofLiteral(host.substring(1, host.length() - 1)).getHostAddress()
                : host.toLowerCase(Locale.ROOT);
    }

    private static MatrixException notTrusted(String name) {
        return new MatrixException(ErrorCode.SERVER_NOT_TRUSTED, "This server does not ask the identity server " + name
                + ". Its owner names those it may ask with --identity-servers, or starts the bundled one with"
                + " --identity-server on.");
    }
}
