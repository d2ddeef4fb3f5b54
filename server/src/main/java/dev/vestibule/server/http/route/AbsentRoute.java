package dev.vestibule.server.http.route;

import static dev.vestibule.server.http.route.Access.USER;
import static dev.vestibule.server.http.route.BodyRule.NONE;
import static dev.vestibule.server.http.route.Endpoint.client;
import static dev.vestibule.server.http.route.Method.GET;
import static dev.vestibule.server.http.route.Prefix.ALL;
import static dev.vestibule.server.http.route.Prefix.SINCE_R0;

/** What clients ask for when they start, and this server has none of. */
public enum AbsentRoute implements Route {
    TURN_SERVER(client(GET, ALL, "/voip/turnServer", USER, NONE, "get_matrixclientv3voipturnserver")),
    ADDRESSES(client(GET, SINCE_R0, "/account/3pid", USER, NONE, "get_matrixclientv3account3pid")),
    PROTOCOLS(client(GET, SINCE_R0, "/thirdparty/protocols", USER, NONE, "get_matrixclientv3thirdpartyprotocols")),
    PROTOCOL(client(GET, SINCE_R0, "/thirdparty/protocol/{protocol}", USER, NONE,
            "get_matrixclientv3thirdpartyprotocolprotocol")),
    LOCATIONS(client(GET, SINCE_R0, "/thirdparty/location", USER, NONE, "get_matrixclientv3thirdpartylocation")),
    LOCATIONS_OF_PROTOCOL(client(GET, SINCE_R0, "/thirdparty/location/{protocol}", USER, NONE,
            "get_matrixclientv3thirdpartylocationprotocol")),
    USERS(client(GET, SINCE_R0, "/thirdparty/user", USER, NONE, "get_matrixclientv3thirdpartyuser")),
    USERS_OF_PROTOCOL(client(GET, SINCE_R0, "/thirdparty/user/{protocol}", USER, NONE,
            "get_matrixclientv3thirdpartyuserprotocol"));

    // Never changed: a record of values.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Endpoint endpoint;

    AbsentRoute(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }
}
