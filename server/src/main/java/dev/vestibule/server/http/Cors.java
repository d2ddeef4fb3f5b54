package dev.vestibule.server.http;

import java.util.Map;

/**
 * The headers that let a web page of any origin talk to this server. They stand on every answer, errors included,
 * whether or not the request names an origin.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#web-browser-clients">Web browser clients</a>
 */
final class Cors {
    static final Map<String, String> HEADERS = Map.of(
            "Access-Control-Allow-Origin", "*",
            "Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, DELETE, OPTIONS",
            "Access-Control-Allow-Headers", "X-Requested-With, Content-Type, Authorization",
            "Access-Control-Expose-Headers", "Retry-After");

    private Cors() {}
}
