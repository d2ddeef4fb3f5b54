package dev.vestibule.server.http.route;

import java.util.Set;

/**
 * What a row of the table of endpoints says.
 *
 * @param path   what follows the prefix, with its parameters in braces
 * @param link   where the endpoint is described
 */
public record Endpoint(Method method, Set<Prefix> prefixes, String path, Access access, BodyRule body, String link) {
    private static final String CLIENT_SERVER_API = "https://spec.matrix.org/v1.19/client-server-api/#";
    private static final String SYNAPSE_ADMIN_API = "https://element-hq.github.io/synapse/latest/admin_api/";

    public Endpoint {
        prefixes = Set.copyOf(prefixes);
    }

    /** An endpoint of the client-server API; {@code anchor} is where its page describes it. */
    static Endpoint client(Method method, Set<Prefix> prefixes, String path, Access access, BodyRule body,
            String anchor) {
        return new Endpoint(method, prefixes, path, access, body, CLIENT_SERVER_API + anchor);
    }

    /** An endpoint of Synapse's administration API; {@code page} of its manual describes it. */
    static Endpoint synapse(Method method, String path, Access access, BodyRule body, String page) {
        return new Endpoint(method, Set.of(Prefix.SYNAPSE_ADMIN), path, access, body, SYNAPSE_ADMIN_API + page);
    }

    /** An endpoint of Synapse's administration API for administrators alone. */
    static Endpoint admin(Method method, String path, BodyRule body, String page) {
        return synapse(method, path, Access.ADMIN, body, page);
    }
}
