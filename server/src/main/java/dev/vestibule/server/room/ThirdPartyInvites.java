package dev.vestibule.server.room;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import java.util.Optional;

/**
 * Turns a third-party invite into an invite of the user who proves to own the invited address.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#third-party-invites">third-party invites</a>
 */
public final class ThirdPartyInvites {

    /**
     * Appends the invite that the proof stands for, in the name of who sent the third-party invite. For a user who is
     * invited already the proof is checked and nothing is added: they hold what it would give them.
     *
     * @throws MatrixException 403 {@code M_FORBIDDEN} if a rule refuses it, or if the invite's key has to be
     *                         asked for at an identity server: this server asks none
     */
    void redeem(LockedRoom room, UserId user, ThirdPartySigned proof) {
        Optional<Event> invite = room.state(new StateKey(EventType.THIRD_PARTY_INVITE, proof.token()));
        Attempt attempt = room.attemptMember(proof.sender(), user, inviteContent(invite, proof));
        attempt.orRefuse();
        refuseKeysToAskFor(invite.orElseThrow().content());
        if (!room.has(user, Membership.INVITE)) {
            room.append(attempt);
        }
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

    /** A key with a validity URL counts only after that URL has been asked. */
    private static void refuseKeysToAskFor(JsonNode invite) {
        boolean mustAsk = invite.hasNonNull("key_validity_url");
        for (JsonNode key : invite.path("public_keys")) {
            mustAsk |= key.hasNonNull("key_validity_url");
        }
        if (mustAsk) {
            throw new MatrixException(ErrorCode.FORBIDDEN, "The keys of this third-party invite can only be trusted "
                    + "after asking an identity server, and this server asks none.");
        }
    }
}
