package dev.vestibule.server.http;

import dev.vestibule.server.http.route.Method;
import dev.vestibule.server.http.route.Route;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the row of the route table a request is for, one segment of the path after the other.
 *
 * <p>
 * Javalin's own router tries the regular expression of one endpoint after the other, which with four prefixes means
 * hundreds for a request; and it cannot tell "unknown path" from "known path, other method" for methods it has no
 * endpoint for. Here each segment is decoded by itself, once, before it is compared: an encoded slash is part of its
 * segment and never changes where a request goes.
 */
final class RouteTree {
    /** What a request is for. */
    sealed interface Match {
        /** An endpoint, with the values of its path parameters. */
        record Found(Route route, Map<String, String> parameters) implements Match {}

        /** A path that exists, but not with this method. */
        record OtherMethod() implements Match {}

        /** Nothing. */
        record Unknown() implements Match {}
    }

    private static final class Node {
        private final Map<String, Node> literals = new HashMap<>();
        private final Map<Method, Route> routes = new EnumMap<>(Method.class);
        private Node parameter;
        private boolean exists;
    }

    private final Node root = new Node();

    RouteTree(Collection<Route> routes) {
        for (Route route : routes) {
            for (String path : route.paths()) {
                Node node = grow(path);
                node.exists = true;
                Route other = node.routes.put(route.method(), route);
                if (other != null) {
                    throw new IllegalStateException(route + " and " + other + " both claim " + path);
                }
            }
        }
        UnofferedPaths.ALL.forEach(path -> grow(path).exists = true);
    }

    private Node grow(String path) {
        Node node = root;
        for (String segment : segments(path)) {
            if (isParameter(segment)) {
                node.parameter = node.parameter == null ? new Node() : node.parameter;
                node = node.parameter;
            } else {
                node = node.literals.computeIfAbsent(segment, _ -> new Node());
            }
        }
        return node;
    }

    /**
     * Finds what a request is for.
     *
     * @param method  the method, empty if no endpoint has it
     * @param rawPath the path as it came, still encoded
     * @throws dev.vestibule.server.error.MatrixException if the path cannot be decoded
     */
    Match find(Optional<Method> method, String rawPath) {
        List<String> path = segments(rawPath).stream().map(PercentEncoding::decodeSegment).toList();
        List<Node> candidates = new ArrayList<>();
        collect(root, path, candidates);
        for (Node candidate : candidates) {
            Route route = method.map(candidate.routes::get).orElse(null);
            if (route != null) {
                return new Match.Found(route, parameters(route, path));
            }
        }
        if (candidates.isEmpty()) {
            return new Match.Unknown();
        }
        return method.isPresent() && UnofferedPaths.isSpecified(method.get(), rawPath)
                ? new Match.Unknown()
                : new Match.OtherMethod();
    }

    /** Depth first, literals before parameters: what is spelled out in the table wins. */
    private static void collect(Node node, List<String> path, List<Node> candidates) {
        if (path.isEmpty()) {
            if (node.exists) {
                candidates.add(node);
            }
            return;
        }
        List<String> rest = path.subList(1, path.size());
        Node literal = node.literals.get(path.getFirst());
        if (literal != null) {
            collect(literal, rest, candidates);
        }
        if (node.parameter != null && !path.getFirst().isEmpty()) {
            collect(node.parameter, rest, candidates);
        }
    }

    /** The prefix has no parameters, so the row's own segments are matched against the end of the path. */
    private static Map<String, String> parameters(Route route, List<String> path) {
        Map<String, String> parameters = new LinkedHashMap<>();
        List<String> template = segments(route.path());
        int prefixLength = path.size() - template.size();
        for (int i = 0; i < template.size(); i++) {
            String segment = template.get(i);
            if (isParameter(segment)) {
                parameters.put(segment.substring(1, segment.length() - 1), path.get(prefixLength + i));
            }
        }
        return parameters;
    }

    private static boolean isParameter(String segment) {
        return segment.startsWith("{") && segment.endsWith("}");
    }

    /** Splits at every slash; an empty segment in the middle or at the end is a segment. */
    private static List<String> segments(String path) {
        return Arrays.asList(path.substring(1).split("/", -1));
    }
}
