package dev.vestibule.server.room;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.ThirdPartyAddress;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.identity.Deadline;
import dev.vestibule.server.identity.FindByAddress;
import dev.vestibule.server.identity.IdentityServers;
import dev.vestibule.server.identity.IdentityService;
import dev.vestibule.server.identity.IdentityService.Asked;
import dev.vestibule.server.identity.IdentityService.Kept;
import dev.vestibule.server.identity.Patience;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds out at identity servers how addresses are invited. It waits for those servers, so it is done before a room is
 * locked; and in two steps, as the second leaves traces there which nobody takes back.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#third-party-invites">third-party invites</a>
 */
public final class ResolveAddress {

    private final IdentityServers servers;
    private final IdentityService service;
    private final FindByAddress findByAddress;
    private final Patience patience;

    /** @param patience with identity servers, for all addresses of one request */
    public ResolveAddress(IdentityServers servers, IdentityService service, Patience patience) {
        this.servers = servers;
        this.service = service;
        this.findByAddress = new FindByAddress(service);
        this.patience = patience;
    }

    private record Question(Asked server, ThirdPartyAddress address) {}

    /**
     * An address that was looked up.
     *
     * @param owner whose it is; empty if it is nobody's
     */
    record LookedUp(Asked server, ThirdPartyAddress address, Optional<UserId> owner) {}

    /**
     * The first step: looks all addresses up, once it is clear that all of their identity servers may be asked.
     *
     * @throws MatrixException 400 {@code M_SERVER_NOT_TRUSTED} for an identity server that must not be asked, 4xx if no
     *                         usable answer comes
     */
    List<LookedUp> lookUp(List<InviteRequest.ByThirdPartyId> requests) {
        Deadline deadline = patience.begin();
        List<Question> questions = requests.stream().map(request -> new Question(new Asked(
                servers.base(request.idServer()), request.idAccessToken(), deadline), request.address())).toList();
        return questions.stream().map(question -> new LookedUp(question.server(), question.address(),
                findByAddress.find(question.server(), question.address()))).toList();
    }

    /**
     * The second step: for addresses that are nobody's their identity servers keep the invite.
     *
     * @param about what the identity server may tell the invited of the room: the keys of {@code store-invite}
     * @throws MatrixException 4xx if no usable answer comes
     */
    List<Invited> keep(UserId sender, RoomId roomId, List<LookedUp> addresses, ObjectNode about) {
        // Phone numbers first: many identity servers keep no invites for them, and then no mail was sent in vain.
        return addresses.stream().sorted(Comparator.comparing(
                (LookedUp address) -> address.address().medium() == ThirdPartyAddress.Medium.EMAIL))
                .map(address -> address.owner().<Invited>map(Invited.Known::new)
                        .orElseGet(() -> keep(sender, roomId, address, about)))
                .toList();
    }

    private Invited keep(UserId sender, RoomId roomId, LookedUp lookedUp, ObjectNode about) {
        ObjectNode invite = about.deepCopy();
        invite.put("medium", lookedUp.address().medium().wire()).put("address", lookedUp.address().address());
        invite.put("room_id", roomId.value()).put("sender", sender.value());
        return switch (service.storeInvite(lookedUp.server(), invite)) {
            case Kept.Owned(UserId owner) -> new Invited.Known(owner);
            case Kept.Waiting waiting -> Invited.Unknown.of(lookedUp.server().toString(), waiting);
        };
    }
}
