package dev.vestibule.server.http.route;

import dev.vestibule.storage.AccountFlag;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a row of the table of endpoints says.
 *
 * @param path     what follows the prefix, with its parameters in braces
 * @param closedTo which accounts are turned away, token or not, before anything else of the request is looked at
 * @param link     where the endpoint is described
 */
public record Endpoint(Method method, Set<Prefix> prefixes, String path, Access access, BodyRule body,
        Set<AccountFlag> closedTo, String link) {
    private static final String CLIENT_SERVER_API = "https://spec.matrix.org/v1.19/client-server-api/#";
    private static final String SYNAPSE_ADMIN_API = "https://element-hq.github.io/synapse/latest/admin_api/";

    public Endpoint {
        prefixes = Set.copyOf(prefixes);
        closedTo = Set.copyOf(closedTo);
    }

    /** An endpoint of the client-server API; {@code anchor} is where its page describes it. */
    static Endpoint client(Method method, Set<Prefix> prefixes, String path, Access access, BodyRule body,
            String anchor) {
        return new Endpoint(method, prefixes, path, access, body, Set.of(AccountFlag.LOCKED),
                CLIENT_SERVER_API + anchor);
    }

    /** An endpoint of the server-server API that is of use to a server without federation. */
    static Endpoint federation(Method method, String path, BodyRule body, String anchor) {
        return new Endpoint(method, Set.of(Prefix.FEDERATION_V1), path, Access.ANYONE, body, Set.of(),
                "https://spec.matrix.org/v1.19/server-server-api/#" + anchor);
    }

    /** An endpoint of the identity service API, which has access tokens of its own. */
    static Endpoint identity(Method method, String path, BodyRule body, String anchor) {
        return new Endpoint(method, Set.of(Prefix.IDENTITY), path, Access.ANYONE, body, Set.of(),
                "https://spec.matrix.org/v1.19/identity-service-api/#" + anchor);
    }

    /** An endpoint by which tests do to the bundled identity server what mails and time do to others. */
    static Endpoint identityHook(Method method, String path, BodyRule body) {
        return new Endpoint(method, Set.of(Prefix.IDENTITY_HOOKS), path, Access.ANYONE, body, Set.of(),
                "https://spec.matrix.org/v1.19/identity-service-api/");
    }

    /** An endpoint of Synapse's administration API; {@code page} of its manual describes it. */
    static Endpoint synapse(Method method, String path, Access access, BodyRule body, String page) {
        return new Endpoint(method, Set.of(Prefix.SYNAPSE_ADMIN), path, access, body, Set.of(AccountFlag.LOCKED),
                SYNAPSE_ADMIN_API + page);
    }

    /** An endpoint of Synapse's administration API for administrators alone. */
    static Endpoint admin(Method method, String path, BodyRule body, String page) {
        return synapse(method, path, Access.ADMIN, body, page);
    }

    /** The same endpoint, closed to these accounts too. */
    Endpoint closedTo(AccountFlag flag) {
        Set<AccountFlag> more = EnumSet.of(flag);
        more.addAll(closedTo);
        return new Endpoint(method, prefixes, path, access, body, more, link);
    }

    /** The same endpoint, open to these accounts. */
    Endpoint openTo(AccountFlag flag) {
        Set<AccountFlag> fewer = EnumSet.noneOf(AccountFlag.class);
        fewer.addAll(closedTo);
        fewer.remove(flag);
        return new Endpoint(method, prefixes, path, access, body, fewer, link);
    }
}
