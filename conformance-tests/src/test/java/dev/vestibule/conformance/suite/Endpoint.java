package dev.vestibule.conformance.suite;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A path on the homeserver, percent-encoded and ready to send, with its query string.
 *
 * @param path starts with {@code /}
 */
public record Endpoint(String path) {

    /** The spec's own base path: {@code /_matrix/client/v3/} and the segments, each encoded by itself. */
    public static Endpoint v3(String... segments) {
        return under("v3", segments);
    }

    /** As {@link #v3} under another prefix, such as {@code r0} or {@code api/v1}, which is taken as it stands. */
    public static Endpoint under(String prefix, String... segments) {
        return new Endpoint("/_matrix/client/" + prefix + "/" + encoded(segments));
    }

    /** Synapse's admin API, {@code /_synapse/admin/v1/}. */
    public static Endpoint admin(String... segments) {
        return admin(1, segments);
    }

    /** Synapse's admin API in another of its versions. */
    public static Endpoint admin(int version, String... segments) {
        return new Endpoint("/_synapse/admin/v" + version + "/" + encoded(segments));
    }

    /** A path exactly as it is written here: nothing is encoded. */
    public static Endpoint raw(String path) {
        return new Endpoint(path);
    }

    /** The same path with one more query parameter. */
    public Endpoint with(String name, Object value) {
        return new Endpoint(path + (path.contains("?") ? "&" : "?") + name + "=" + encode(value.toString()));
    }

    private static String encoded(String... segments) {
        return Arrays.stream(segments).map(Endpoint::encode).collect(Collectors.joining("/"));
    }

    private static String encode(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
