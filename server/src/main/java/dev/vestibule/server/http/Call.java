package dev.vestibule.server.http;

import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.RoomAlias;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.ServerName;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.http.route.BodyRule;
import dev.vestibule.server.http.route.Route;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One request as a handler sees it: routed, authenticated, its body parsed. Parameters come out typed; one that is
 * malformed is refused with {@code M_INVALID_PARAM}.
 */
public final class Call {
    private final Route route;
    private final Optional<Requester> requester;
    private final Map<String, String> pathParameters;
    private final Query query;
    private final Optional<JsonBody> body;
    private final Exchange exchange;

    Call(Route route, Optional<Requester> requester, Map<String, String> pathParameters, Query query,
            Optional<JsonBody> body, Exchange exchange) {
        this.route = route;
        this.requester = requester;
        this.pathParameters = pathParameters;
        this.query = query;
        this.body = body;
        this.exchange = exchange;
    }

    /** The row of the route table that matched. */
    public Route route() {
        return route;
    }

    /**
     * Who asks.
     *
     * @throws IllegalStateException if the route admits anonymous requests, and this is one
     */
    public Requester requester() {
        return requester.orElseThrow(() -> new IllegalStateException(route + " admits requests without a token"));
    }

    /** Who asks, if a token was given. */
    public Optional<Requester> maybeRequester() {
        return requester;
    }

    /** A parameter of the path, decoded. */
    public String path(String name) {
        String value = pathParameters.get(name);
        if (value == null) {
            throw new IllegalStateException(route + " has no path parameter " + name);
        }
        return value;
    }

    /** The names of the path parameters, in the order they stand in the path. */
    Set<String> pathNames() {
        return pathParameters.keySet();
    }

    /** The room ID in the path parameter {@code roomId}. */
    public RoomId roomId() {
        return JsonBody.parsed(path("roomId"), RoomId::parse);
    }

    /** How a path may name a room. */
    public sealed interface RoomReference {
        /** By its ID. */
        record ById(RoomId roomId) implements RoomReference {}

        /** By one of its names. */
        record ByAlias(RoomAlias alias) implements RoomReference {}
    }

    /** The room ID or alias in the path parameter {@code roomIdOrAlias}. */
    public RoomReference roomIdOrAlias() {
        String text = path("roomIdOrAlias");
        return text.startsWith("#")
                ? new RoomReference.ByAlias(JsonBody.parsed(text, RoomAlias::parse))
                : new RoomReference.ById(JsonBody.parsed(text, RoomId::parse));
    }

    /** The event ID in the path parameter {@code eventId}. */
    public EventId eventId() {
        return JsonBody.parsed(path("eventId"), EventId::parse);
    }

    /** The room alias in the path parameter {@code roomAlias}. */
    public RoomAlias roomAlias() {
        return JsonBody.parsed(path("roomAlias"), RoomAlias::parse);
    }

    /** The server name in the path parameter {@code serverName}. */
    public ServerName serverName() {
        return JsonBody.parsed(path("serverName"), ServerName::parse);
    }

    /** The user ID in a path parameter. */
    public UserId userId(String name) {
        return JsonBody.parsed(path(name), UserId::parse);
    }

    /** The first value of a query parameter. */
    public Optional<String> query(String name) {
        return query.all(name).stream().findFirst();
    }

    /** All values of a query parameter, in the order they were given. */
    public List<String> queryAll(String name) {
        return query.all(name);
    }

    /**
     * A query parameter that is a room ID.
     *
     * @throws MatrixException {@code M_INVALID_PARAM} if it is something else
     */
    public Optional<RoomId> queryRoomId(String name) {
        return query(name).map(text -> JsonBody.parsed(text, RoomId::parse));
    }

    /**
     * A query parameter that is a whole number, not negative.
     *
     * @throws MatrixException {@code M_INVALID_PARAM} if it is something else
     */
    public Optional<Long> queryNumber(String name) {
        return query(name).map(text -> {
            if (!text.matches("[0-9]{1,18}")) {
                throw MatrixException.invalidParam("'" + name + "' must be a whole number, not negative.");
            }
            return Long.valueOf(text);
        });
    }

    /**
     * A query parameter that is {@code true} or {@code false}.
     *
     * @throws MatrixException {@code M_INVALID_PARAM} if it is something else
     */
    public Optional<Boolean> queryBoolean(String name) {
        return query(name).map(text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw MatrixException.invalidParam("'" + name + "' must be true or false.");
        });
    }

    /**
     * The body.
     *
     * @throws IllegalStateException if the route takes none
     */
    public JsonBody body() {
        return body.orElseThrow(() -> new IllegalStateException(route + " takes no body"));
    }

    /**
     * The body as it came, of a route that takes content.
     *
     * @param max how many bytes it may have
     * @throws MatrixException 413 {@code M_TOO_LARGE} if it has more
     */
    public byte[] content(int max) {
        if (route.body() != BodyRule.CONTENT) {
            throw new IllegalStateException(route + " takes no content");
        }
        return RequestBody.bytes(exchange.body(), max);
    }

    /** What the body is, as the client says. */
    public Optional<String> contentType() {
        return exchange.contentType();
    }

    /** The address the request came from; behind a proxy, the proxy's. */
    public String remoteAddress() {
        return exchange.remoteAddress();
    }

    /**
     * The access token of whatever kind that came with the request, of a route that does not ask whose it is.
     *
     * @throws MatrixException 401 {@code M_MISSING_TOKEN} if what is there is malformed
     */
    public Optional<String> accessToken() {
        return AccessToken.of(exchange.authorizationHeaders(), query);
    }

    /** How the client addressed this server: scheme, host and port, without a slash at the end. */
    public String serverUrl() {
        return exchange.serverUrl();
    }
}
