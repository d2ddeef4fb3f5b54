package dev.vestibule.server.room;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.EventTemplate;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.Snapshot;
import dev.vestibule.storage.Storage;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A member invites whoever owns an address.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#post_matrixclientv3roomsroomidinvite-1">invite by
 *      third-party identifier</a>
 */
public final class InviteByAddress {
    /** What the identity server may tell the invited: its key, and the state it is taken from. */
    private static final Map<String, Said> ABOUT = Map.of(
            "room_name", new Said(EventType.NAME, "name"),
            "room_alias", new Said(EventType.CANONICAL_ALIAS, "alias"),
            "room_avatar_url", new Said(EventType.AVATAR, "url"),
            "room_join_rules", new Said(EventType.JOIN_RULES, "join_rule"),
            "room_type", new Said(EventType.CREATE, "type"));

    private final Rooms rooms;
    private final Storage storage;
    private final InviteUser inviteUser;
    private final ResolveAddress resolveAddress;
    private final EntryLimits limits;

    public InviteByAddress(Rooms rooms, Storage storage, InviteUser inviteUser, ResolveAddress resolveAddress,
            EntryLimits limits) {
        this.rooms = rooms;
        this.storage = storage;
        this.inviteUser = inviteUser;
        this.resolveAddress = resolveAddress;
        this.limits = limits;
    }

    private record Said(String type, String key) {}

    /**
     * Invites. What the room says comes first: who may not invite learns nothing from identity servers, and no mail is
     * sent in vain.
     *
     * @throws MatrixException 403 {@code M_FORBIDDEN} citing the rule that refuses; 4xx as {@link ResolveAddress} does
     */
    public Outcome.Done invite(Requester requester, RoomId roomId, InviteRequest.ByThirdPartyId request) {
        limits.inviteAddress(requester);
        UserId sender = requester.user();
        refuseWhoMayNot(requester, roomId);
        return switch (resolve(sender, roomId, request)) {
            case Invited.Known(UserId user) ->
                inviteUser.invite(requester, roomId, new InviteRequest.ByUserId(user, Optional.empty()));
            case Invited.Unknown unknown -> rooms.change(requester, roomId, room -> {
                unknown.leaveIn(room, sender);
                return new Outcome.Done();
            });
        };
    }

    private Invited resolve(UserId sender, RoomId roomId, InviteRequest.ByThirdPartyId request) {
        List<ResolveAddress.LookedUp> lookedUp = resolveAddress.lookUp(List.of(request));
        return resolveAddress.keep(sender, roomId, lookedUp, about(roomId, sender)).getFirst();
    }

    private void refuseWhoMayNot(Requester requester, RoomId roomId) {
        rooms.change(requester.withoutTransaction(), roomId, room -> {
            room.attempt(EventTemplate.state(roomId, new StateKey(EventType.THIRD_PARTY_INVITE, "pending"),
                    requester.user(), JsonTree.object().put("display_name", "pending"))).orRefuse();
            return new Outcome.Done();
        });
    }

    private ObjectNode about(RoomId roomId, UserId sender) {
        ObjectNode about = JsonTree.object();
        storage.read(snapshot -> {
            ABOUT.forEach((key, said) -> said(snapshot, roomId, said).ifPresent(text -> about.put(key, text)));
            return about;
        });
        storage.profile(sender).forEach((field, value) -> {
            if (value.isTextual() && ShowProfile.FIELDS.contains(field)) {
                about.put(field.equals("displayname") ? "sender_display_name" : "sender_avatar_url",
                        value.textValue());
            }
        });
        return about;
    }

    private static Optional<String> said(Snapshot snapshot, RoomId roomId, Said said) {
        return snapshot.state(roomId, new StateKey(said.type(), ""))
                .map(stored -> stored.event().content().path(said.key()).textValue());
    }
}
