package dev.vestibule.server.http.client;

import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.http.Answer;
import dev.vestibule.server.http.Call;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.route.AbsentRoute;

/**
 * Endpoints that clients ask when they start, and where the truth is that there is nothing: no TURN server for calls, no
 * bridges to other networks, no addresses of accounts.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#get_matrixclientv3voipturnserver">TURN servers</a>,
 *      <a href="https://spec.matrix.org/v1.19/client-server-api/#third-party-networks">third-party networks</a>,
 *      <a href="https://spec.matrix.org/v1.19/client-server-api/#get_matrixclientv3account3pid">addresses</a>
 */
public final class AbsentHandlers {

    /** Binds the rows of the table. */
    public void bind(Routes.Binder routes) {
        routes.bind(AbsentRoute.TURN_SERVER, _ -> Answer.empty())
                .bind(AbsentRoute.ADDRESSES, _ -> Answer.ok(JsonTree.object().set("threepids", JsonTree.array())))
                .bind(AbsentRoute.PROTOCOLS, _ -> Answer.empty())
                .bind(AbsentRoute.PROTOCOL, AbsentHandlers::noProtocol)
                .bind(AbsentRoute.LOCATIONS_OF_PROTOCOL, AbsentHandlers::noProtocol)
                .bind(AbsentRoute.USERS_OF_PROTOCOL, AbsentHandlers::noProtocol)
                .bind(AbsentRoute.LOCATIONS, call -> notBridged(call, "alias"))
                .bind(AbsentRoute.USERS, call -> notBridged(call, "userid"));
    }

    private static Answer noProtocol(Call call) {
        throw MatrixException.notFound("This server has no bridge for '" + call.path("protocol") + "'.");
    }

    private static Answer notBridged(Call call, String parameter) {
        String asked = call.query(parameter).orElseThrow(() -> MatrixException.missingParam(parameter));
        throw MatrixException.notFound(asked + " is nobody's and nothing's on another network: there are no bridges.");
    }
}
