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
import dev.vestibule.authz.rule.Rejected;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.identity.Deadline;
import dev.vestibule.server.identity.KeyValidity;
import dev.vestibule.server.identity.Patience;
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
    private final Patience patience;

    /** @param patience with identity servers, for all proofs of one request */
    public ThirdPartyInvites(Storage storage, KeyValidity keyValidity, Patience patience) {
        this.storage = storage;
        this.keyValidity = keyValidity;
        this.patience = patience;
    }

    /**
     * A proof whose keys have been asked for.
     *
     * @param invite the event whose keys they are; empty if there was none
     */
    record Verified(ThirdPartySigned proof, Optional<EventId> invite) {

        /** @throws MatrixException 403 {@code M_FORBIDDEN} if it is another event by now */
        void refuseIfChanged(LockedRoom room) {
            if (!room.state(key(proof)).map(Event::eventId).equals(invite)) {
                throw MatrixException
                        .forbidden("The third-party invite changed while its keys were asked for. Try again,"
                                + " or ask " + proof.sender() + " for another invite.");
            }
        }
    }

    /** Until when identity servers have time for what a request that begins now asks them. */
    Deadline deadline() {
        return patience.begin();
    }

    /** The proof in an invite that somebody sends as a member event; what is no proof the authorization rules refuse. */
    static Optional<ThirdPartySigned> proofIn(UserId sender, ObjectNode memberContent) {
        return memberContent.path(MemberContent.THIRD_PARTY_INVITE).path("signed") instanceof ObjectNode signed
                && signed.path("token").isTextual()
                        ? Optional.of(new ThirdPartySigned(sender, signed.path("mxid").asText(""),
                                signed.path("token").textValue(), signed))
                        : Optional.empty();
    }

    /**
     * What comes before the first step: who may not redeem the proof is told so by the rules, and no identity server is
     * asked for them. A member needs no proof.
     *
     * @throws MatrixException 403 {@code M_FORBIDDEN} if a rule refuses it
     */
    void refuseWhoMayNot(LockedRoom room, UserId user, ThirdPartySigned proof) {
        if (!room.has(user, Membership.JOIN)) {
            attempt(room, user, proof);
        }
    }

    /**
     * The first step, while no room is locked.
     *
     * @throws MatrixException 403 {@code M_FORBIDDEN} if the keys do not count any longer, or cannot be asked for
     */
    Verified verify(RoomId roomId, UserId user, ThirdPartySigned proof, Deadline deadline) {
        Optional<Event> invite = storage.read(snapshot -> snapshot.membership(roomId, user)
                .map(MembershipRow::membership).filter(Membership.JOIN::equals).isPresent()
                        ? Optional.<Event>empty()
                        : snapshot.state(roomId, key(proof)).map(StoredEvent::event));
        invite.ifPresent(event -> keyValidity.check(event, proof.signed(), deadline));
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
        Attempt attempt = attempt(room, user, proof);
        verified.refuseIfChanged(room);
        if (!room.has(user, Membership.INVITE)) {
            room.append(attempt);
        }
    }

    private static Attempt attempt(LockedRoom room, UserId user, ThirdPartySigned proof) {
        Optional<Event> invite = room.state(key(proof));
        Attempt attempt = room.attemptMember(proof.sender(), user, inviteContent(invite, proof));
        if (attempt.decision() instanceof Rejected rejected) {
            throw refused(rejected, proof, invite);
        }
        return attempt;
    }

    private static MatrixException refused(Rejected rejected, ThirdPartySigned proof, Optional<Event> invite) {
        MatrixException refused = MatrixException.forbidden(rejected);
        boolean revoked = invite.filter(event -> !event.content().has("public_key")
                && !event.content().has("public_keys")).isPresent();
        return revoked
                ? refused.saying("The invite was revoked: ask " + proof.sender() + " for another one.")
                : refused;
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
