package dev.vestibule.server.http.route;

import static dev.vestibule.server.http.route.BodyRule.NONE;
import static dev.vestibule.server.http.route.BodyRule.OBJECT;
import static dev.vestibule.server.http.route.Endpoint.federation;
import static dev.vestibule.server.http.route.Method.GET;
import static dev.vestibule.server.http.route.Method.POST;
import static dev.vestibule.server.http.route.Method.PUT;

/** What identity servers ask a homeserver. */
public enum FederationRoute implements Route {
    OPENID_USERINFO(federation(GET, "/openid/userinfo", NONE, "get_matrixfederationv1openiduserinfo")),
    ONBIND(federation(PUT, "/3pid/onbind", OBJECT, "put_matrixfederationv13pidonbind")),
    // The prose of the identity service API has this method, the description of the endpoint the other.
    ONBIND_POST(federation(POST, "/3pid/onbind", OBJECT, "put_matrixfederationv13pidonbind"));

    // Never changed: a record of values.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Endpoint endpoint;

    FederationRoute(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }
}
