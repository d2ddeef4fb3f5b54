package dev.vestibule.identity;

import dev.vestibule.authz.event.SigningKey;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.ThirdPartyAddress;
import dev.vestibule.authz.id.UserId;

/**
 * An invite for an address that belonged to nobody when it was sent.
 *
 * @param token  the {@code state_key} of the room's {@code m.room.third_party_invite} event
 * @param sender who invites
 * @param key    its private half is what a mail would bring to the invited
 */
public record KeptInvite(String token, ThirdPartyAddress address, RoomId roomId, UserId sender, SigningKey key) {}
