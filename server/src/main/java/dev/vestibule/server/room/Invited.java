package dev.vestibule.server.room;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.identity.IdentityService.Kept;

/** Who stands behind an address that is invited. */
sealed interface Invited {

    /** A user, who is invited as any other. */
    record Known(UserId user) implements Invited {}

    /**
     * Nobody yet: an {@code m.room.third_party_invite} event waits for them.
     *
     * @param identityServer the one that keeps the invite
     * @param key            the event's type, and the invite's token as its {@code state_key}
     * @param content        of the event
     */
    record Unknown(String identityServer, StateKey key, ObjectNode content) implements Invited {

        /** The first key stands beside the list as well, for those who know of one key only. */
        static Unknown of(String identityServer, Kept.Waiting waiting) {
            JsonNode first = waiting.publicKeys().get(0);
            ObjectNode content = JsonTree.object().put("display_name", waiting.displayName());
            content.set("key_validity_url", first.get("key_validity_url"));
            content.set("public_key", first.get("public_key"));
            content.set("public_keys", waiting.publicKeys());
            return new Unknown(identityServer, new StateKey(EventType.THIRD_PARTY_INVITE, waiting.token()), content);
        }

        /**
         * Leaves the invite in the room.
         *
         * @throws MatrixException 403 {@code M_FORBIDDEN} if a rule refuses it; 400 {@code M_UNKNOWN} if the room has
         *                         an invite of this token, whose place it would take
         */
        void leaveIn(LockedRoom room, UserId sender) {
            Attempt attempt = room.attemptState(key, sender, content);
            attempt.orRefuse();
            if (room.state(key).isPresent()) {
                throw new MatrixException(ErrorCode.UNKNOWN, "The identity server " + identityServer
                        + " gives this invite the token of another one, which the room has already and which stays as it"
                        + " is. Nobody was invited: try again, or with another identity server.");
            }
            room.append(attempt);
        }
    }
}
