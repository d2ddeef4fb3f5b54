package dev.vestibule.server.http.route;

import static dev.vestibule.server.http.route.Access.ADMIN;
import static dev.vestibule.server.http.route.Access.ANYONE;
import static dev.vestibule.server.http.route.Access.OPTIONAL;
import static dev.vestibule.server.http.route.Access.USER;
import static dev.vestibule.server.http.route.BodyRule.NONE;
import static dev.vestibule.server.http.route.BodyRule.OBJECT;
import static dev.vestibule.server.http.route.BodyRule.OPTIONAL_OBJECT;
import static dev.vestibule.server.http.route.Endpoint.client;
import static dev.vestibule.server.http.route.Method.GET;
import static dev.vestibule.server.http.route.Method.POST;
import static dev.vestibule.server.http.route.Method.PUT;
import static dev.vestibule.server.http.route.Prefix.ALL;
import static dev.vestibule.server.http.route.Prefix.SINCE_R0;
import static dev.vestibule.server.http.route.Prefix.setOf;
import static dev.vestibule.storage.AccountFlag.LOCKED;

/** Accounts and devices, and what clients keep with them. */
public enum AccountRoute implements Route {
    LOGIN_FLOWS(client(GET, ALL, "/login", ANYONE, NONE, "get_matrixclientv3login")),
    LOGIN(client(POST, ALL, "/login", ANYONE, OBJECT, "post_matrixclientv3login")),
    // api/v1 had a registration of another shape, which is not offered.
    REGISTER(client(POST, SINCE_R0, "/register", ANYONE, OBJECT, "post_matrixclientv3register")),
    REGISTER_AVAILABLE(
            client(GET, SINCE_R0, "/register/available", ANYONE, NONE, "get_matrixclientv3registeravailable")),
    LOGOUT(client(POST, ALL, "/logout", USER, OPTIONAL_OBJECT, "post_matrixclientv3logout").openTo(LOCKED)),
    LOGOUT_ALL(client(POST, ALL, "/logout/all", USER, OPTIONAL_OBJECT, "post_matrixclientv3logoutall").openTo(LOCKED)),
    WHOAMI(client(GET, ALL, "/account/whoami", USER, NONE, "get_matrixclientv3accountwhoami")),
    DEACTIVATE(client(POST, ALL, "/account/deactivate", OPTIONAL, OBJECT,
            "post_matrixclientv3accountdeactivate")),
    SUSPEND(client(GET, setOf(Prefix.V1), "/admin/suspend/{userId}", ADMIN, NONE,
            "get_matrixclientv1adminsuspenduserid")),
    SUSPEND_PUT(client(PUT, setOf(Prefix.V1), "/admin/suspend/{userId}", ADMIN, OBJECT,
            "put_matrixclientv1adminsuspenduserid")),
    LOCK(client(GET, setOf(Prefix.V1), "/admin/lock/{userId}", ADMIN, NONE, "get_matrixclientv1adminlockuserid")),
    LOCK_PUT(client(PUT, setOf(Prefix.V1), "/admin/lock/{userId}", ADMIN, OBJECT,
            "put_matrixclientv1adminlockuserid")),
    FILTER_STORE(client(POST, ALL, "/user/{userId}/filter", USER, OBJECT, "post_matrixclientv3useruseridfilter")),
    FILTER(client(GET, ALL, "/user/{userId}/filter/{filterId}", USER, NONE,
            "get_matrixclientv3useruseridfilterfilterid")),
    ACCOUNT_DATA_PUT(client(PUT, ALL, "/user/{userId}/account_data/{type}", USER, OBJECT,
            "put_matrixclientv3useruseridaccount_datatype")),
    ACCOUNT_DATA(client(GET, ALL, "/user/{userId}/account_data/{type}", USER, NONE,
            "get_matrixclientv3useruseridaccount_datatype")),
    ROOM_ACCOUNT_DATA_PUT(client(PUT, ALL, "/user/{userId}/rooms/{roomId}/account_data/{type}", USER, OBJECT,
            "put_matrixclientv3useruseridroomsroomidaccount_datatype")),
    ROOM_ACCOUNT_DATA(client(GET, ALL, "/user/{userId}/rooms/{roomId}/account_data/{type}", USER, NONE,
            "get_matrixclientv3useruseridroomsroomidaccount_datatype")),
    OPENID(client(POST, SINCE_R0, "/user/{userId}/openid/request_token", USER, OPTIONAL_OBJECT,
            "post_matrixclientv3useruseridopenidrequest_token"));

    // Never changed: a record of values.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Endpoint endpoint;

    AccountRoute(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }
}
