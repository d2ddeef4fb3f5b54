package dev.vestibule.server.http.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.InvalidIdentifierException;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.http.Answer;
import dev.vestibule.server.http.Call;
import dev.vestibule.server.http.JsonBody;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.route.ModerationRoute;
import dev.vestibule.server.room.DeleteRoomRequest;
import dev.vestibule.server.room.RoomDeletions;
import java.util.List;
import java.util.Locale;

/**
 * The endpoints by which administrators delete rooms: the first waits until it is done, the second does not.
 *
 * @see <a href="https://element-hq.github.io/synapse/latest/admin_api/rooms.html#delete-room-api">Synapse's manual</a>
 */
public record DeleteRoomHandlers(RoomDeletions deletions) {
    private static final String NEW_ROOM_NAME = "Content Violation Notification";
    private static final String MESSAGE = "Sharing illegal content on this server is not permitted and rooms in "
            + "violation will be blocked.";

    /** Binds the rows of the table. */
    public void bind(Routes.Binder routes) {
        routes.bind(ModerationRoute.DELETE_ROOM, this::delete)
                .bind(ModerationRoute.DELETE_ROOM_IN_BACKGROUND, this::start)
                .bind(ModerationRoute.DELETE_STATUS, this::status)
                .bind(ModerationRoute.DELETE_STATUS_OF_ROOM, this::statusOfRoom);
    }

    private Answer delete(Call call) {
        DeleteRoomRequest request = request(call.body());
        return Answer.ok(deletions.delete(call.requester(), roomId(call), request).body());
    }

    private Answer start(Call call) {
        DeleteRoomRequest request = request(call.body());
        return Answer.ok(JsonTree.object().put("delete_id",
                deletions.start(call.requester(), roomId(call), request)));
    }

    private Answer status(Call call) {
        String id = call.path("deleteId");
        return deletions.find(id).map(deletion -> Answer.ok(json(deletion)))
                .orElseThrow(() -> MatrixException.notFound("There is no delete_id '" + id + "', or not any more."));
    }

    private Answer statusOfRoom(Call call) {
        List<RoomDeletions.Deletion> ofRoom = deletions.of(roomId(call));
        if (ofRoom.isEmpty()) {
            throw MatrixException.notFound("Nobody has asked to delete this room, or not lately.");
        }
        ObjectNode body = JsonTree.object();
        ArrayNode results = body.putArray("results");
        ofRoom.forEach(deletion -> results.add(json(deletion)));
        return Answer.ok(body);
    }

    private static ObjectNode json(RoomDeletions.Deletion deletion) {
        ObjectNode json = JsonTree.object().put("delete_id", deletion.id()).put("room_id", deletion.roomId().value())
                .put("status", deletion.status().name().toLowerCase(Locale.ROOT));
        deletion.error().ifPresent(error -> json.put("error", error));
        json.set("shutdown_room", deletion.shutdownRoom().body());
        return json;
    }

    private static RoomId roomId(Call call) {
        return NamedRoom.id(call.path("roomId"));
    }

    private static DeleteRoomRequest request(JsonBody body) {
        String name = body.optionalString("room_name").orElse(NEW_ROOM_NAME);
        String message = body.optionalString("message").orElse(MESSAGE);
        return new DeleteRoomRequest(body.optionalBoolean("block").orElse(false),
                body.optionalBoolean("purge").orElse(true), body.optionalBoolean("force_purge").orElse(false),
                body.optionalString("new_room_user_id").map(DeleteRoomHandlers::user)
                        .map(creator -> new DeleteRoomRequest.Replacement(creator, name, message)));
    }

    private static UserId user(String text) {
        try {
            return UserId.parse(text);
        } catch (InvalidIdentifierException malformed) {
            throw new MatrixException(ErrorCode.UNKNOWN, malformed.getMessage());
        }
    }
}
