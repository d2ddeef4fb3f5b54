package dev.vestibule.server.room;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.identity.KeyValidity;
import dev.vestibule.storage.MembershipRow;
import dev.vestibule.storage.Storage;
import dev.vestibule.storage.StoredEvent;
import java.util.Optional;

/**
 * Turns a third-party invite into an invite of the user who proves to own the invited address. In two steps, as the keys
 * of the invite may have to be asked for at an identity server, and no room is locked meanwhile.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#third-party-invites">third-party invites</a>
 */
public final class ThirdPartyInvites {

    private final Storage storage;
    private final KeyValidity keyValidity;

    public ThirdPartyInvites(Storage storage, KeyValidity keyValidity) {
        this.storage = storage;
        this.keyValidity = keyValidity;
    }

    /**
     * A proof whose keys have been asked for.
     *
     * @param invite the event whose keys they are; empty if there was none
     */
    record Verified(ThirdPartySigned proof, Optional<EventId> invite) {}

    /**
     * The first step, while no room is locked.
     *
     * @throws MatrixException 403 {@code M_FORBIDDEN} if the keys do not count any longer, or cannot be asked for
     */
    Verified verify(RoomId roomId, UserId user, ThirdPartySigned proof) {
        Optional<Event> invite = storage.read(snapshot -> snapshot.membership(roomId, user)
                .map(MembershipRow::membership).filter(Membership.JOIN::equals).isPresent()
                        ? Optional.<Event>empty()
                        : snapshot.state(roomId, key(proof)).map(StoredEvent::event));
        invite.ifPresent(event -> keyValidity.check(event, proof.signed()));
        return new Verified(proof, invite.map(Event::eventId));
    }

    /**
     * The second step: appends the invite that the proof stands for, in the name of who sent the third-party invite. For
     * a user who is invited already the proof is checked and nothing is added: they hold what it would give them.
     *
     * @throws MatrixException 403 {@code M_FORBIDDEN} if a rule refuses it, or if the third-party invite is another one
     *                         than its keys were asked for
     */
    void redeem(LockedRoom room, UserId user, Verified verified) {
        ThirdPartySigned proof = verified.proof();
        Optional<Event> invite = room.state(key(proof));
        Attempt attempt = room.attemptMember(proof.sender(), user, inviteContent(invite, proof));
        attempt.orRefuse();
        if (!invite.map(Event::eventId).equals(verified.invite())) {
            throw MatrixException.forbidden("The third-party invite changed while its keys were asked for.");
        }
        if (!room.has(user, Membership.INVITE)) {
            room.append(attempt);
        }
    }

    private static StateKey key(ThirdPartySigned proof) {
        return new StateKey(EventType.THIRD_PARTY_INVITE, proof.token());
    }

    private static ObjectNode inviteContent(Optional<Event> invite, ThirdPartySigned proof) {
        ObjectNode thirdPartyInvite = JsonTree.object();
        thirdPartyInvite.put("display_name",
                invite.map(event -> event.content().path("display_name").asText("")).orElse(""));
        thirdPartyInvite.set("signed", proof.signed());
        ObjectNode content = JsonTree.object().put(MemberContent.MEMBERSHIP, Membership.INVITE.wire());
        content.set(MemberContent.THIRD_PARTY_INVITE, thirdPartyInvite);
        return content;
    }
}
