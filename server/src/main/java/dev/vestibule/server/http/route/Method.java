package dev.vestibule.server.http.route;

import java.util.Optional;

/** The HTTP methods endpoints are bound to. {@code HEAD} is served as {@code GET}, {@code OPTIONS} before routing. */
public enum Method {
    GET, POST, PUT, DELETE;

    /** Finds the method a request line names; empty for one that no endpoint has. */
    public static Optional<Method> of(String name) {
        return switch (name) {
            case "GET", "HEAD" -> Optional.of(GET);
            case "POST" -> Optional.of(POST);
            case "PUT" -> Optional.of(PUT);
            case "DELETE" -> Optional.of(DELETE);
            default -> Optional.empty();
        };
    }
}
