package dev.vestibule.server.http.identity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.ServerName;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.http.JsonBody;
import dev.vestibule.server.http.federation.BindNotice;
import dev.vestibule.server.identity.IdentityServers;
import dev.vestibule.server.room.AcceptBindNotice;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;

/**
 * Tells homeservers that an invited address became a user's: this one directly, others of this machine over HTTP.
 *
 * @see <a href="https://spec.matrix.org/v1.19/server-server-api/#put_matrixfederationv13pidonbind">onbind</a>
 */
public final class BindNotices {
    private final ServerName own;
    private final AcceptBindNotice acceptBindNotice;
    private final OutgoingHttp http;

    public BindNotices(ServerName own, AcceptBindNotice acceptBindNotice, OutgoingHttp http) {
        this.own = own;
        this.acceptBindNotice = acceptBindNotice;
        this.http = http;
    }

    /**
     * Tells the user's homeserver. The address is bound in any case.
     *
     * @throws MatrixException 400 {@code M_UNKNOWN} if it cannot be told
     */
    void send(UserId user, ObjectNode notice) {
        ServerName homeserver = user.serverName();
        if (homeserver.equals(own)) {
            BindNotice read = BindNotice.read(new JsonBody(notice), own);
            acceptBindNotice.accept(read.user(), read.invites());
        } else if (!IdentityServers.isThisMachine(homeserver.host())) {
            throw untold(homeserver);
        } else {
            put(homeserver, notice);
        }
    }

    private void put(ServerName homeserver, ObjectNode notice) {
        try {
            HttpRequest request = OutgoingHttp.to("http://" + homeserver + "/_matrix/federation/v1/3pid/onbind")
                    .header("Content-Type", "application/json")
                    .PUT(BodyPublishers.ofString(JsonTree.write(notice))).build();
            if (http.ask(request).statusCode() != 200) {
                throw untold(homeserver);
            }
        } catch (IOException failure) {
            throw untold(homeserver);
        }
    }

    /** One sentence for all failures: who asks learns nothing of what else listens on this machine. */
    private static MatrixException untold(ServerName homeserver) {
        return new MatrixException(ErrorCode.UNKNOWN, "The address is bound, but the homeserver " + homeserver
                + " could not be told: only those are told that take notices on this machine.");
    }
}
