package dev.vestibule.server.http.federation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.ServerName;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.http.JsonBody;
import dev.vestibule.server.http.SignedObject;
import dev.vestibule.server.room.AcceptBindNotice.BoundInvite;
import java.util.ArrayList;
import java.util.List;

/**
 * What an identity server tells when an address became a user's.
 *
 * @param user    whose the address is now: a user of this server
 * @param invites those that waited for the address
 * @see <a href="https://spec.matrix.org/v1.19/server-server-api/#put_matrixfederationv13pidonbind">onbind</a>
 */
public record BindNotice(UserId user, List<BoundInvite> invites) {

    /** Each may have to be asked about elsewhere, and anybody may send a notice. */
    private static final int MOST_INVITES = 500;

    /**
     * Reads a notice.
     *
     * @param own the name of this server
     * @throws MatrixException 400 if a key is missing or of the wrong type, if the notice is about a user of another
     *                         server, or if it is about several users
     */
    public static BindNotice read(JsonBody body, ServerName own) {
        requireAddress(body);
        UserId user = body.userId("mxid");
        if (!user.serverName().equals(own)) {
            throw MatrixException.invalidParam("'mxid' is " + user + ", a user of another server: this one, " + own
                    + ", takes notices about its own users only. Tell " + user.serverName() + ".");
        }
        ArrayNode entries = body.array("invites");
        if (entries.size() > MOST_INVITES) {
            throw MatrixException.invalidParam("A notice lists at most " + MOST_INVITES + " invites.");
        }
        List<BoundInvite> invites = new ArrayList<>();
        for (JsonNode entry : entries) {
            if (!(entry instanceof ObjectNode object)) {
                throw MatrixException.badJson("'invites' must be a list of objects.");
            }
            invites.add(invite(new JsonBody(object), user));
        }
        return new BindNotice(user, List.copyOf(invites));
    }

    /** Beside the proof stands what identity servers leave out of it: the sender. */
    private static BoundInvite invite(JsonBody invite, UserId user) {
        requireAddress(invite);
        requireSame(user, "'mxid' of an invite", invite.userId("mxid").value());
        ObjectNode signed = invite.object("signed");
        requireSame(user, "'mxid' in 'signed' of an invite", new JsonBody(signed).userId("mxid").value());
        return new BoundInvite(invite.roomId("room_id"), SignedObject.read(invite.userId("sender"), signed));
    }

    /** Nothing is done with it: what counts is what was signed. */
    private static void requireAddress(JsonBody body) {
        for (String key : List.of("medium", "address")) {
            if (body.string(key).isEmpty()) {
                throw MatrixException.invalidParam("'" + key + "' is empty.");
            }
        }
    }

    private static void requireSame(UserId user, String what, String other) {
        if (!user.value().equals(other)) {
            throw MatrixException.invalidParam(what + " is " + other + ", but the notice is about " + user + ".");
        }
    }
}
