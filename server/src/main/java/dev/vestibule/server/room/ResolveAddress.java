package dev.vestibule.server.room;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.id.InvalidIdentifierException;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.ThirdPartyAddress;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.identity.FindByAddress;
import dev.vestibule.server.identity.IdentityServers;
import dev.vestibule.server.identity.IdentityService;
import dev.vestibule.server.identity.IdentityService.Asked;
import dev.vestibule.server.identity.IdentityService.Kept;
import java.util.Optional;

/**
 * Finds out at an identity server how an address is invited. It waits for that server, so it is done before a room is
 * locked.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#third-party-invites">third-party invites</a>
 */
public final class ResolveAddress {

    private final IdentityServers servers;
    private final IdentityService service;
    private final FindByAddress findByAddress;

    public ResolveAddress(IdentityServers servers, IdentityService service) {
        this.servers = servers;
        this.service = service;
        this.findByAddress = new FindByAddress(service);
    }

    /** Who stands behind an address. */
    sealed interface Invited {
        /** A user, who is invited as any other. */
        record Known(UserId user) implements Invited {}

        /** Nobody yet: this {@code m.room.third_party_invite} event waits for them. */
        record Unknown(StateKey key, ObjectNode content) implements Invited {}
    }

    /**
     * Resolves; for an address that is nobody's the identity server keeps the invite.
     *
     * @param about what the identity server may tell the invited of the room: the keys of {@code store-invite}
     * @throws MatrixException 400 {@code M_SERVER_NOT_TRUSTED} for an identity server that must not be asked, 400
     *                         {@code M_THREEPID_MEDIUM_NOT_SUPPORTED} or {@code M_INVALID_PARAM} for what is no address,
     *                         4xx if no usable answer comes
     */
    Invited resolve(UserId sender, RoomId roomId, InviteRequest.ByThirdPartyId request, ObjectNode about) {
        Asked server = new Asked(servers.base(request.idServer()), request.idAccessToken());
        ThirdPartyAddress address = address(request);
        Optional<UserId> user = findByAddress.find(server, address);
        if (user.isPresent()) {
            return new Invited.Known(user.get());
        }
        ObjectNode invite = about.deepCopy();
        invite.put("medium", address.medium().wire()).put("address", address.address());
        invite.put("room_id", roomId.value()).put("sender", sender.value());
        return switch (service.storeInvite(server, invite)) {
            case Kept.Owned(UserId owner) -> new Invited.Known(owner);
            case Kept.Waiting waiting -> unknown(waiting);
        };
    }

    private static ThirdPartyAddress address(InviteRequest.ByThirdPartyId request) {
        if (!request.medium().equals("email") && !request.medium().equals("msisdn")) {
            throw new MatrixException(ErrorCode.THREEPID_MEDIUM_NOT_SUPPORTED,
                    "'medium' must be email or msisdn, not '" + request.medium() + "'.");
        }
        try {
            return ThirdPartyAddress.parse(request.medium(), request.address());
        } catch (InvalidIdentifierException malformed) {
            throw MatrixException.invalidParam("'address' is wrong: " + malformed.getMessage() + ".");
        }
    }

    /** The first key stands beside the list as well, for those who know of one key only. */
    private static Invited.Unknown unknown(Kept.Waiting waiting) {
        JsonNode first = waiting.publicKeys().get(0);
        ObjectNode content = JsonTree.object().put("display_name", waiting.displayName());
        content.set("key_validity_url", first.get("key_validity_url"));
        content.set("public_key", first.get("public_key"));
        content.set("public_keys", waiting.publicKeys());
        return new Invited.Unknown(new StateKey(EventType.THIRD_PARTY_INVITE, waiting.token()), content);
    }
}
