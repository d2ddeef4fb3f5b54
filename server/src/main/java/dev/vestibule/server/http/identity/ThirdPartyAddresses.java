package dev.vestibule.server.http.identity;

import dev.vestibule.authz.id.InvalidIdentifierException;
import dev.vestibule.authz.id.ThirdPartyAddress;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.http.JsonBody;

/** Reads addresses from requests to the bundled identity server. */
final class ThirdPartyAddresses {
    private ThirdPartyAddresses() {}

    /** From {@code medium} and {@code address} of a body. */
    static ThirdPartyAddress of(JsonBody body) {
        return of(body.string("medium"), body.string("address"));
    }

    static ThirdPartyAddress of(String medium, String address) {
        if (!medium.equals("email") && !medium.equals("msisdn")) {
            throw new MatrixException(ErrorCode.UNRECOGNIZED, "'medium' must be email or msisdn.").status(400);
        }
        try {
            return ThirdPartyAddress.parse(medium, address);
        } catch (InvalidIdentifierException malformed) {
            throw MatrixException.invalidParam("'address' is wrong: " + malformed.getMessage() + ".");
        }
    }
}
