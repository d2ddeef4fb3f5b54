package dev.vestibule.server.http.route;

import dev.vestibule.storage.AccountFlag;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/**
 * A row of the table of endpoints. One row says everything about an endpoint that is not its logic; where prefixes
 * differ, there is one row for each behaviour, and rows that behave alike are bound to the same handler.
 *
 * @see RouteTable
 */
public sealed interface Route
        permits ServerRoute, AccountRoute, MembershipRoute, RoomRoute, ProfileRoute, MediaRoute, FederationRoute,
        IdentityRoute, AdminRoute,
        AdminRoomRoute, AdminUserRoute, ModerationRoute, DirectoryRoute, HistoryRoute, RelationRoute,
        SessionRoute, AdminSessionRoute,
        PushRuleRoute, KeyBackupRoute, ReportRoute, AbsentRoute, LiveRoute, KeyRoute {
    /** The name of a path parameter that makes a repeated request get the same answer. */
    String TRANSACTION_ID = "txnId";

    /** What the row says. */
    Endpoint endpoint();

    /** The name of the row. */
    String name();

    /** The HTTP method. */
    default Method method() {
        return endpoint().method();
    }

    /** What may stand before {@link #path()}. */
    default Set<Prefix> prefixes() {
        return endpoint().prefixes();
    }

    /** The path after the prefix, with its parameters in braces: {@code /rooms/{roomId}/kick}. */
    default String path() {
        return endpoint().path();
    }

    /** The whole paths, one for each prefix. */
    default List<String> paths() {
        return prefixes().stream().map(prefix -> prefix.path() + path()).toList();
    }

    /** Who may call it. */
    default Access access() {
        return endpoint().access();
    }

    /** What it takes as body. */
    default BodyRule body() {
        return endpoint().body();
    }

    /** Which accounts are turned away. */
    default Set<AccountFlag> closedTo() {
        return endpoint().closedTo();
    }

    /** Where the endpoint is described. */
    default String link() {
        return endpoint().link();
    }

    /** The path with its parameters filled in, without the transaction ID at its end: the scope of that ID. */
    default String scope(Map<String, String> parameters) {
        StringJoiner scope = new StringJoiner("/");
        for (String segment : path().substring(0, path().lastIndexOf('/')).split("/", -1)) {
            scope.add(segment.startsWith("{")
                    ? parameters.get(segment.substring(1, segment.length() - 1)).replace("%", "%25").replace("/", "%2F")
                    : segment);
        }
        return scope.toString();
    }

    /** Whether the path ends with a transaction ID. */
    default boolean hasTransactionId() {
        return path().endsWith("/{" + TRANSACTION_ID + "}");
    }
}
