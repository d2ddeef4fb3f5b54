package dev.vestibule.server.http;

import dev.vestibule.server.http.route.Method;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Well-known endpoints of the federation, key and media APIs that this server does not offer. Asked with the method the
 * specification gives them they are unknown like every other path; asked with another method the answer is that the
 * method is wrong, which client conformance suites look for.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#common-error-codes">M_UNRECOGNIZED</a>
 */
final class UnofferedPaths {
    private static final Map<String, Set<Method>> METHODS = Map.of(
            "/_matrix/federation/v1/version", Set.of(Method.GET),
            "/_matrix/key/v2/server", Set.of(Method.GET),
            "/_matrix/key/v2/query", Set.of(Method.POST),
            "/_matrix/media/v3/preview_url", Set.of(Method.GET));

    /** The paths, in no order. */
    static final List<String> ALL = List.copyOf(METHODS.keySet());

    private UnofferedPaths() {}

    /** Whether the specification has an endpoint with this method at this path, which is not offered here. */
    static boolean isSpecified(Method method, String path) {
        return METHODS.getOrDefault(path, Set.of()).contains(method);
    }
}
