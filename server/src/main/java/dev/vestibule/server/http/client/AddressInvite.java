package dev.vestibule.server.http.client;

import dev.vestibule.authz.id.InvalidIdentifierException;
import dev.vestibule.authz.id.ServerName;
import dev.vestibule.authz.id.ThirdPartyAddress;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.http.JsonBody;
import dev.vestibule.server.room.InviteRequest;

/**
 * Reads an invite of an address: of {@code /invite}, or one of {@code createRoom}.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#third-party-invites">third-party invites</a>
 */
final class AddressInvite {
    private AddressInvite() {}

    /** @throws MatrixException 400 if a key is missing, or has a value that it cannot have */
    static InviteRequest.ByThirdPartyId read(JsonBody body) {
        return new InviteRequest.ByThirdPartyId(server(body.string("id_server")), token(body.string("id_access_token")),
                address(body.string("medium"), body.string("address")));
    }

    private static ServerName server(String name) {
        try {
            return ServerName.parse(name);
        } catch (InvalidIdentifierException malformed) {
            throw MatrixException.invalidParam("'id_server' is the identity server's host or host:port, without"
                    + " https://. " + malformed.getMessage());
        }
    }

    private static String token(String token) {
        if (token.isEmpty()) {
            throw MatrixException.invalidParam("'id_access_token' is empty. Register at the identity server with an"
                    + " OpenID token of yours, and give the token it answers with.");
        }
        if (!token.matches("[\\x21-\\x7e]+")) {
            throw MatrixException.invalidParam("'id_access_token' has characters that no access token has.");
        }
        return token;
    }

    private static ThirdPartyAddress address(String medium, String address) {
        if (!medium.equals("email") && !medium.equals("msisdn")) {
            throw new MatrixException(ErrorCode.THREEPID_MEDIUM_NOT_SUPPORTED,
                    "'medium' must be email or msisdn, not '" + medium + "'.");
        }
        try {
            return ThirdPartyAddress.parse(medium, address);
        } catch (InvalidIdentifierException malformed) {
            throw MatrixException.invalidParam("'address' is wrong: " + malformed.getMessage() + ".");
        }
    }
}
