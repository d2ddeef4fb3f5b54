package dev.vestibule.server.http.client;

import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.http.Answer;
import dev.vestibule.server.http.Call;
import dev.vestibule.server.http.Handler;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.route.MembershipRoute;
import dev.vestibule.server.http.route.RoomRoute;
import dev.vestibule.server.room.SendState;
import dev.vestibule.server.view.ReadMembers;
import dev.vestibule.server.view.ReadState;
import dev.vestibule.server.view.StreamToken;
import java.util.Optional;
import java.util.function.Function;

/**
 * The endpoints that read and set a room's state, its members among it.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#getting-events-for-a-room">getting events</a>
 */
public record RoomStateHandlers(ReadState readState, ReadMembers readMembers, SendState sendState) {

    /** Binds the rows of the table; a state key that is not in the path is the empty one. */
    public void bind(Routes.Binder routes) {
        routes.bind(RoomRoute.STATE, this::state)
                .bind(RoomRoute.STATE_EVENT, readOne(call -> call.path("stateKey")))
                .bind(RoomRoute.STATE_EVENT_EMPTY_KEY, readOne(call -> ""))
                .bind(RoomRoute.STATE_EVENT_NO_KEY, readOne(call -> ""))
                .bind(RoomRoute.STATE_EVENT_PUT, send(call -> call.path("stateKey")))
                .bind(RoomRoute.STATE_EVENT_PUT_EMPTY_KEY, send(call -> ""))
                .bind(RoomRoute.STATE_EVENT_PUT_NO_KEY, send(call -> ""))
                .bind(MembershipRoute.MEMBERS, this::members)
                .bind(MembershipRoute.JOINED_MEMBERS, this::joinedMembers)
                .bind(MembershipRoute.JOINED_ROOMS, this::joinedRooms);
    }

    private Answer state(Call call) {
        return Answer.ok(readState.all(call.requester(), call.roomId()));
    }

    private Handler readOne(Function<Call, String> stateKey) {
        return call -> Answer.ok(readState.one(call.requester(), call.roomId(),
                new StateKey(call.path("eventType"), stateKey.apply(call)),
                call.query("format").map(RoomStateHandlers::format).orElse(ReadState.Format.CONTENT)));
    }

    private Handler send(Function<Call, String> stateKey) {
        return call -> Answer.ok(sendState.send(call.requester(), call.roomId(),
                new StateKey(call.path("eventType"), stateKey.apply(call)), call.body().tree()).body());
    }

    private Answer members(Call call) {
        ReadMembers.Filter filter = new ReadMembers.Filter(
                call.query("at").map(token -> StreamToken.parse("at", token).position()),
                membership(call, "membership"), membership(call, "not_membership"));
        return Answer.ok(readMembers.list(call.requester(), call.roomId(), filter));
    }

    private Answer joinedMembers(Call call) {
        return Answer.ok(readMembers.joined(call.requester(), call.roomId()));
    }

    private Answer joinedRooms(Call call) {
        return Answer.ok(readMembers.joinedRooms(call.requester()));
    }

    private static Optional<Membership> membership(Call call, String name) {
        return call.query(name).map(value -> Membership.of(value).orElseThrow(() -> MatrixException
                .invalidParam("'" + name + "' must be join, invite, knock, leave or ban.")));
    }

    private static ReadState.Format format(String value) {
        return switch (value) {
            case "content" -> ReadState.Format.CONTENT;
            case "event" -> ReadState.Format.EVENT;
            default -> throw MatrixException.invalidParam("'format' must be content or event.");
        };
    }
}
