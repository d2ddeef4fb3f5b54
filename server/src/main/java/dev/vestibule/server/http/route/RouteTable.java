package dev.vestibule.server.http.route;

import java.util.List;
import java.util.stream.Stream;

/** All endpoints there are. What is in no row answers 404 {@code M_UNRECOGNIZED}. */
public final class RouteTable {
    /** The rows, group after group. */
    public static final List<Route> ROWS = Stream.<Route[]>of(ServerRoute.values(), AccountRoute.values(),
            MembershipRoute.values(), RoomRoute.values(), ProfileRoute.values(), MediaRoute.values(),
            FederationRoute.values(), IdentityRoute.values(),
            AdminRoute.values(), AdminRoomRoute.values(), AdminUserRoute.values(), ModerationRoute.values(),
            DirectoryRoute.values(),
            HistoryRoute.values(), RelationRoute.values(),
            SessionRoute.values(), AdminSessionRoute.values(),
            PushRuleRoute.values(), KeyBackupRoute.values(), ReportRoute.values(), AbsentRoute.values(),
            LiveRoute.values(), KeyRoute.values())
            .flatMap(Stream::of)
            .toList();

    private RouteTable() {}
}
