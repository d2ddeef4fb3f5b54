package dev.vestibule.server.http.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.InvalidIdentifierException;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.admin.UserRecords;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.http.Answer;
import dev.vestibule.server.http.Call;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.route.AdminSessionRoute;
import java.time.Instant;
import java.util.Optional;

/**
 * What a user did, for administrators. Somebody unknown did nothing, and so did whoever can be no user: Synapse looks
 * up the text as it stands.
 *
 * @see <a href="https://element-hq.github.io/synapse/latest/admin_api/user_admin_api.html">Synapse's description</a>
 */
public record UserRecordHandlers(UserRecords records) {
    private static final String USER_ID = "userId";

    /** Adds these handlers. */
    public void bind(Routes.Binder routes) {
        routes.bind(AdminSessionRoute.JOINED_ROOMS, this::joinedRooms)
                .bind(AdminSessionRoute.MEMBERSHIPS, this::memberships)
                .bind(AdminSessionRoute.SENT_INVITES, this::sentInvites)
                .bind(AdminSessionRoute.ROOMS_JOINED, this::roomsJoined)
                .bind(AdminSessionRoute.ACCOUNT_DATA, this::accountData);
    }

    private Answer joinedRooms(Call call) {
        ObjectNode body = JsonTree.object();
        ArrayNode rooms = body.putArray("joined_rooms");
        user(call).ifPresent(user -> records.joinedRooms(user).forEach(room -> rooms.add(room.value())));
        body.put("total", rooms.size());
        return Answer.ok(body);
    }

    private Answer memberships(Call call) {
        ObjectNode body = JsonTree.object();
        ObjectNode memberships = body.putObject("memberships");
        user(call).ifPresent(user -> records.memberships(user)
                .forEach(row -> memberships.put(row.roomId().value(), row.membership().wire())));
        return Answer.ok(body);
    }

    private Answer sentInvites(Call call) {
        Instant since = since(call);
        int count = user(call).map(user -> records.sentInvites(user, since)).orElse(0);
        return Answer.ok(JsonTree.object().put("invite_count", count));
    }

    private Answer roomsJoined(Call call) {
        Instant since = since(call);
        int count = user(call).map(user -> records.roomsJoined(user, since)).orElse(0);
        return Answer.ok(JsonTree.object().put("cumulative_joined_room_count", count));
    }

    private Answer accountData(Call call) {
        ObjectNode body = JsonTree.object();
        body.set("account_data", records.accountData(call.userId(USER_ID)));
        return Answer.ok(body);
    }

    private static Instant since(Call call) {
        return call.queryNumber("from_ts").map(Instant::ofEpochMilli)
                .orElseThrow(() -> MatrixException.missingParam("from_ts"));
    }

    private static Optional<UserId> user(Call call) {
        try {
            return Optional.of(UserId.parse(call.path(USER_ID)));
        } catch (InvalidIdentifierException nobody) {
            return Optional.empty();
        }
    }
}
