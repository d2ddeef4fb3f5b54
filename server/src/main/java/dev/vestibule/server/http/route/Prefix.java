package dev.vestibule.server.http.route;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What stands before the path of an endpoint. Most of the client-server API is served under four of these at once: the
 * specification's own, its predecessors', and {@code unstable}, which generated clients use.
 *
 * @see <a href="https://spec.matrix.org/v1.19/#endpoint-versioning">Endpoint versioning</a>
 */
public enum Prefix {
    V3("/_matrix/client/v3"),
    R0("/_matrix/client/r0"),
    UNSTABLE("/_matrix/client/unstable"),
    API_V1("/_matrix/client/api/v1"),
    /** Endpoints younger than v3; unrelated to {@link #API_V1}. */
    V1("/_matrix/client/v1"),
    /** Endpoints of the client-server API that have no version. */
    CLIENT("/_matrix/client"),
    MEDIA_V3("/_matrix/media/v3"),
    MEDIA_R0("/_matrix/media/r0"),
    MEDIA_V1("/_matrix/media/v1"),
    FEDERATION_V1("/_matrix/federation/v1"),
    IDENTITY("/_matrix/identity"),
    /** What only the bundled identity server has, for tests. */
    IDENTITY_HOOKS("/_vestibule/identity"),
    SYNAPSE_ADMIN("/_synapse/admin"),
    ROOT("");

    /** Where an endpoint of the client-server API is served unless its row says otherwise. */
    static final Set<Prefix> ALL = setOf(V3, R0, UNSTABLE, API_V1);

    /** Endpoints {@code api/v1} never had, or had in another shape. */
    static final Set<Prefix> SINCE_R0 = setOf(V3, R0, UNSTABLE);

    /** Where media were served before they asked for a token. */
    static final Set<Prefix> MEDIA = setOf(MEDIA_V3, MEDIA_R0, MEDIA_V1);

    private final String path;

    Prefix(String path) {
        this.path = path;
    }

    /** The path, without a slash at its end. */
    public String path() {
        return path;
    }

    static Set<Prefix> setOf(Prefix first, Prefix... others) {
        return Collections.unmodifiableSet(EnumSet.of(first, others));
    }
}
