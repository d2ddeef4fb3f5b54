package dev.vestibule.server.http.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.RoomAlias;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.http.Answer;
import dev.vestibule.server.http.Call;
import dev.vestibule.server.http.JsonBody;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.SignedObject;
import dev.vestibule.server.http.route.MembershipRoute;
import dev.vestibule.server.room.BanUser;
import dev.vestibule.server.room.ForgetRoom;
import dev.vestibule.server.room.InviteByAddress;
import dev.vestibule.server.room.InviteRequest;
import dev.vestibule.server.room.InviteUser;
import dev.vestibule.server.room.JoinRequest;
import dev.vestibule.server.room.JoinRoom;
import dev.vestibule.server.room.KickUser;
import dev.vestibule.server.room.KnockRoom;
import dev.vestibule.server.room.LeaveRoom;
import dev.vestibule.server.room.MemberRequest;
import dev.vestibule.server.room.Outcome;
import dev.vestibule.server.room.RoomAliases;
import dev.vestibule.server.room.UnbanUser;
import java.util.List;
import java.util.Optional;

/**
 * The endpoints that change a membership.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#room-membership">room membership</a>
 */
public record MembershipHandlers(JoinRoom joinRoom, InviteUser inviteUser,
        InviteByAddress inviteByAddress, KnockRoom knockRoom, LeaveRoom leaveRoom,
        KickUser kickUser, BanUser banUser, UnbanUser unbanUser, ForgetRoom forgetRoom, RoomAliases aliases) {

    private static final String REASON = "reason";
    private static final String THIRD_PARTY_SIGNED = "third_party_signed";
    /** Keys of a join's body that must not reach the member event by way of being unknown. */
    private static final List<String> NEVER_COPIED = List.of(REASON, THIRD_PARTY_SIGNED, "membership",
            "join_authorised_via_users_server", "third_party_invite", "is_direct");

    /** Binds the rows of the table; the forms with a transaction ID are the same endpoints. */
    public void bind(Routes.Binder routes) {
        routes.bind(MembershipRoute.JOIN_ROOM, this::join).bind(MembershipRoute.JOIN_ROOM_TXN, this::join)
                .bind(MembershipRoute.JOIN_ROOM_BY_ID, this::joinById)
                .bind(MembershipRoute.JOIN_ROOM_BY_ID_TXN, this::joinById)
                .bind(MembershipRoute.JOIN_ROOM_API_V1, this::joinByIdOrAlias)
                .bind(MembershipRoute.JOIN_ROOM_API_V1_TXN, this::joinByIdOrAlias)
                .bind(MembershipRoute.INVITE, this::invite).bind(MembershipRoute.INVITE_TXN, this::invite)
                .bind(MembershipRoute.INVITE_TRAILING_BLANK, this::invite)
                .bind(MembershipRoute.KNOCK, this::knock).bind(MembershipRoute.KNOCK_UNSTABLE, this::knock)
                .bind(MembershipRoute.LEAVE, this::leave).bind(MembershipRoute.LEAVE_TXN, this::leave)
                .bind(MembershipRoute.KICK, this::kick).bind(MembershipRoute.KICK_TXN, this::kick)
                .bind(MembershipRoute.BAN, this::ban).bind(MembershipRoute.BAN_TXN, this::ban)
                .bind(MembershipRoute.UNBAN, this::unban).bind(MembershipRoute.UNBAN_TXN, this::unban)
                .bind(MembershipRoute.FORGET, this::forget).bind(MembershipRoute.FORGET_TXN, this::forget);
    }

    private Answer join(Call call) {
        ObjectNode extra = call.body().tree().deepCopy();
        extra.remove(NEVER_COPIED);
        JoinRequest request = joinRequest(call.body(), extra);
        return Answer.ok(joinRoom.join(call.requester(), roomIdOrAlias(call), request).body());
    }

    private Answer joinById(Call call) {
        JoinRequest request = joinRequest(call.body(), JsonTree.object());
        return Answer.ok(joinRoom.join(call.requester(), call.roomId(), request).body());
    }

    private Answer joinByIdOrAlias(Call call) {
        JoinRequest request = joinRequest(call.body(), JsonTree.object());
        return Answer.ok(joinRoom.join(call.requester(), roomIdOrAlias(call), request).body());
    }

    private Answer invite(Call call) {
        Outcome.Done done = switch (inviteRequest(call.body())) {
            case InviteRequest.ByUserId user -> inviteUser.invite(call.requester(), call.roomId(), user);
            case InviteRequest.ByThirdPartyId address ->
                inviteByAddress.invite(call.requester(), call.roomId(), address);
        };
        return Answer.ok(done.body());
    }

    private Answer knock(Call call) {
        Optional<String> reason = reason(call.body());
        return Answer.ok(knockRoom.knock(call.requester(), roomIdOrAlias(call), reason).body());
    }

    private Answer leave(Call call) {
        return Answer.ok(leaveRoom.leave(call.requester(), call.roomId(), reason(call.body())).body());
    }

    private Answer kick(Call call) {
        return Answer.ok(kickUser.kick(call.requester(), call.roomId(), memberRequest(call.body())).body());
    }

    private Answer ban(Call call) {
        return Answer.ok(banUser.ban(call.requester(), call.roomId(), memberRequest(call.body())).body());
    }

    private Answer unban(Call call) {
        return Answer.ok(unbanUser.unban(call.requester(), call.roomId(), memberRequest(call.body())).body());
    }

    private Answer forget(Call call) {
        return Answer.ok(forgetRoom.forget(call.requester(), call.roomId()).body());
    }

    private RoomId roomIdOrAlias(Call call) {
        return switch (call.roomIdOrAlias()) {
            case Call.RoomReference.ById(RoomId roomId) -> roomId;
            case Call.RoomReference.ByAlias(RoomAlias alias) -> aliases.resolve(alias);
        };
    }

    private static JoinRequest joinRequest(JsonBody body, ObjectNode extra) {
        return new JoinRequest(reason(body), extra, body.optionalObject(THIRD_PARTY_SIGNED)
                .map(signed -> SignedObject.read(new JsonBody(signed).userId("sender"), signed)));
    }

    private static InviteRequest inviteRequest(JsonBody body) {
        if (body.has("medium") && body.has("address")) {
            // Invites by address keep no reason; one of a wrong type is wrong here too.
            reason(body);
            return AddressInvite.read(body);
        }
        return new InviteRequest.ByUserId(body.userId("user_id"), reason(body));
    }

    private static MemberRequest memberRequest(JsonBody body) {
        return new MemberRequest(body.userId("user_id"), reason(body));
    }

    private static Optional<String> reason(JsonBody body) {
        return body.optionalString(REASON);
    }
}
