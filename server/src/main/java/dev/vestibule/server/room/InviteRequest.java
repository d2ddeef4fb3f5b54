package dev.vestibule.server.room;

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
     * @param idServer      the identity server to ask, {@code host[:port]}
     * @param idAccessToken the access token for it
     * @param medium        the kind of address, such as {@code email}
     * @param address       the address itself
     */
    record ByThirdPartyId(String idServer, String idAccessToken, String medium, String address)
            implements
                InviteRequest {

        /** Without the token and the address: requests may end up in a log. */
        @Override
        public String toString() {
            return "ByThirdPartyId[idServer=" + idServer + ", medium=" + medium + "]";
        }
    }
}
