package dev.vestibule.server.http.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.http.Answer;
import dev.vestibule.server.http.Call;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.route.ModerationRoute;
import dev.vestibule.server.room.AdminJoin;
import dev.vestibule.server.room.MakeRoomAdmin;
import dev.vestibule.server.room.RoomAliases;
import dev.vestibule.server.room.RoomBlocks;
import dev.vestibule.storage.UserRow;

/**
 * The endpoints by which administrators act on rooms and their members.
 *
 * @see <a href="https://element-hq.github.io/synapse/latest/admin_api/room_membership.html">Joining somebody</a>
 * @see <a href="https://element-hq.github.io/synapse/latest/admin_api/rooms.html">Rooms</a>
 */
public final class ModerationHandlers {
    private static final String ROOM = "roomIdOrAlias";

    private final AdminJoin adminJoin;
    private final MakeRoomAdmin makeRoomAdmin;
    private final RoomBlocks blocks;
    private final NamedRoom namedRoom;

    public ModerationHandlers(AdminJoin adminJoin, MakeRoomAdmin makeRoomAdmin, RoomBlocks blocks,
            RoomAliases aliases) {
        this.adminJoin = adminJoin;
        this.makeRoomAdmin = makeRoomAdmin;
        this.blocks = blocks;
        this.namedRoom = new NamedRoom(aliases);
    }

    /** Binds the rows of the table. */
    public void bind(Routes.Binder routes) {
        routes.bind(ModerationRoute.JOIN, this::join).bind(ModerationRoute.JOIN_NO_ROOM, this::joinNowhere)
                .bind(ModerationRoute.BLOCK, this::blocked).bind(ModerationRoute.BLOCK_PUT, this::block)
                .bind(ModerationRoute.MAKE_ROOM_ADMIN, this::makeRoomAdmin)
                .bind(ModerationRoute.MAKE_ROOM_ADMIN_NO_ROOM, ModerationHandlers::noRoom)
                .bind(ModerationRoute.MAKE_ROOM_ADMIN_EMPTY_ROOM, ModerationHandlers::noRoom);
    }

    private Answer join(Call call) {
        JoinBody body = JoinBody.of(call, adminJoin);
        RoomId room = namedRoom.find(call.path(ROOM));
        return Answer.ok(adminJoin.join(call.requester(), room, body.account(), body.force()).body());
    }

    private Answer joinNowhere(Call call) {
        JoinBody.of(call, adminJoin);
        throw NamedRoom.missing();
    }

    /** What the body says. The account is looked up before the room: so Synapse orders its refusals. */
    private record JoinBody(UserRow account, boolean force) {
        static JoinBody of(Call call, AdminJoin adminJoin) {
            UserId user = call.body().userId("user_id");
            boolean force = call.body().optionalBoolean("force").orElse(false);
            return new JoinBody(adminJoin.account(user), force);
        }
    }

    private Answer makeRoomAdmin(Call call) {
        RoomId room = namedRoom.find(call.path(ROOM));
        UserId user = call.body().has("user_id") ? call.body().userId("user_id") : call.requester().user();
        return Answer.ok(makeRoomAdmin.make(call.requester(), room, user).body());
    }

    private static Answer noRoom(Call call) {
        throw NamedRoom.missing();
    }

    private Answer blocked(Call call) {
        ObjectNode body = JsonTree.object();
        blocks.blockedBy(NamedRoom.id(call.path("roomId"))).ifPresentOrElse(
                by -> body.put("block", true).put("user_id", by.value()), () -> body.put("block", false));
        return Answer.ok(body);
    }

    private Answer block(Call call) {
        boolean block = call.body().optionalBoolean("block").orElseThrow(() -> MatrixException.missingParam("block"));
        RoomId room = NamedRoom.id(call.path("roomId"));
        if (block) {
            blocks.block(call.requester(), room);
        } else {
            blocks.unblock(room);
        }
        return Answer.ok(JsonTree.object().put("block", block));
    }
}
