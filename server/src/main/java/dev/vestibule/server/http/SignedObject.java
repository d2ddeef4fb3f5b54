package dev.vestibule.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.room.ThirdPartySigned;

/**
 * Reads what an identity server has signed for who owns an invited address.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#third-party-invites">third-party invites</a>
 */
public final class SignedObject {
    private SignedObject() {}

    /**
     * Reads it, and keeps it as it is.
     *
     * @param sender who sent the third-party invite
     * @throws MatrixException 400 if a key is missing or of the wrong type
     */
    public static ThirdPartySigned read(UserId sender, ObjectNode signed) {
        JsonBody keys = new JsonBody(signed);
        for (JsonNode byServer : keys.object("signatures")) {
            if (!byServer.isObject() || byServer.valueStream().anyMatch(signature -> !signature.isTextual())) {
                throw MatrixException.badJson("'signatures' must hold a string for each server and key ID.");
            }
        }
        return new ThirdPartySigned(sender, keys.string("mxid"), keys.string("token"), signed);
    }
}
