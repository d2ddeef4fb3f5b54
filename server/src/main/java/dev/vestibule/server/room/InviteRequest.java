package dev.vestibule.server.room;

import dev.vestibule.authz.id.ServerName;
import dev.vestibule.authz.id.ThirdPartyAddress;
import dev.vestibule.authz.id.UserId;
import java.util.Optional;

/** The two forms of {@code POST /rooms/{roomId}/invite}. */
public sealed interface InviteRequest {

    /**
     * Invites a Matrix user.
     *
     * @param target who is invited
     * @param reason stored as the member event's {@code reason}
     */
    record ByUserId(UserId target, Optional<String> reason) implements InviteRequest {}

    /**
     * Invites whoever owns an address.
     *
     * @param idServer      the identity server to ask
     * @param idAccessToken the access token for it
     * @param address       the address
     */
    record ByThirdPartyId(ServerName idServer, String idAccessToken, ThirdPartyAddress address)
            implements
                InviteRequest {

        /** Without the token and the address: requests may end up in a log. */
        @Override
        public String toString() {
            return "ByThirdPartyId[idServer=" + idServer + ", medium=" + address.medium().wire() + "]";
        }
    }
}
