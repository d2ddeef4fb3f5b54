package dev.vestibule.server.room;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.UserId;

/**
 * The proof that the joining user owns the third-party identifier which was invited.
 *
 * @param sender who sent the third-party invite
 * @param mxid   who may redeem it
 * @param token  the {@code state_key} of the {@code m.room.third_party_invite} event
 * @param signed the object as received: its signatures cover every other key of it
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#third-party-invites">third-party invites</a>
 */
public record ThirdPartySigned(UserId sender, String mxid, String token, ObjectNode signed) {}
