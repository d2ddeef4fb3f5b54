package dev.vestibule.server.http;

import static dev.vestibule.server.http.Access.ANYONE;
import static dev.vestibule.server.http.Access.OPTIONAL;
import static dev.vestibule.server.http.Access.USER;
import static dev.vestibule.server.http.BodyRule.NONE;
import static dev.vestibule.server.http.BodyRule.OBJECT;
import static dev.vestibule.server.http.BodyRule.OPTIONAL_OBJECT;
import static dev.vestibule.server.http.Method.GET;
import static dev.vestibule.server.http.Method.POST;
import static dev.vestibule.server.http.Method.PUT;
import static dev.vestibule.server.http.Prefix.ALL;
import static dev.vestibule.server.http.Prefix.SINCE_R0;
import static dev.vestibule.server.http.Prefix.setOf;

import java.util.List;
import java.util.Set;

/**
 * The table of endpoints. One row says everything about an endpoint that is not its logic; where prefixes differ,
 * there is one row for each behaviour, and rows that behave alike are bound to the same handler.
 */
public enum Route {
    // The server
    VERSIONS(GET, setOf(Prefix.CLIENT), "/versions", OPTIONAL, NONE, "get_matrixclientversions"),
    WELL_KNOWN(GET, setOf(Prefix.ROOT), "/.well-known/matrix/client", ANYONE, NONE, "getwell-knownmatrixclient"),
    CAPABILITIES(GET, ALL, "/capabilities", USER, NONE, "get_matrixclientv3capabilities"),

    // Accounts and devices
    LOGIN_FLOWS(GET, ALL, "/login", ANYONE, NONE, "get_matrixclientv3login"),
    LOGIN(POST, ALL, "/login", ANYONE, OBJECT, "post_matrixclientv3login"),
    // api/v1 had a registration of another shape, which is not offered.
    REGISTER(POST, SINCE_R0, "/register", ANYONE, OBJECT, "post_matrixclientv3register"),
    REGISTER_AVAILABLE(GET, SINCE_R0, "/register/available", ANYONE, NONE, "get_matrixclientv3registeravailable"),
    LOGOUT(POST, ALL, "/logout", USER, OPTIONAL_OBJECT, "post_matrixclientv3logout"),
    LOGOUT_ALL(POST, ALL, "/logout/all", USER, OPTIONAL_OBJECT, "post_matrixclientv3logoutall"),
    WHOAMI(GET, ALL, "/account/whoami", USER, NONE, "get_matrixclientv3accountwhoami"),

    // What clients keep in their account
    FILTER_STORE(POST, ALL, "/user/{userId}/filter", USER, OBJECT, "post_matrixclientv3useruseridfilter"),
    FILTER(GET, ALL, "/user/{userId}/filter/{filterId}", USER, NONE, "get_matrixclientv3useruseridfilterfilterid"),
    ACCOUNT_DATA_PUT(PUT, ALL, "/user/{userId}/account_data/{type}", USER, OBJECT,
            "put_matrixclientv3useruseridaccount_datatype"),
    ACCOUNT_DATA(GET, ALL, "/user/{userId}/account_data/{type}", USER, NONE,
            "get_matrixclientv3useruseridaccount_datatype"),
    ROOM_ACCOUNT_DATA_PUT(PUT, ALL, "/user/{userId}/rooms/{roomId}/account_data/{type}", USER, OBJECT,
            "put_matrixclientv3useruseridroomsroomidaccount_datatype"),
    ROOM_ACCOUNT_DATA(GET, ALL, "/user/{userId}/rooms/{roomId}/account_data/{type}", USER, NONE,
            "get_matrixclientv3useruseridroomsroomidaccount_datatype"),
    PUSH_RULES(GET, ALL, "/pushrules/", USER, NONE, "get_matrixclientv3pushrules"),
    PUSH_RULES_GLOBAL(GET, ALL, "/pushrules/global/", USER, NONE, "get_matrixclientv3pushrulesglobal"),

    // Administration
    ADMIN_REGISTER_NONCE(GET, setOf(Prefix.SYNAPSE_ADMIN), "/v1/register", ANYONE, NONE, Links.SHARED_SECRET),
    ADMIN_REGISTER(POST, setOf(Prefix.SYNAPSE_ADMIN), "/v1/register", ANYONE, OBJECT, Links.SHARED_SECRET);

    /** Apart, as the rows above cannot refer to constants of the enum itself. */
    private static final class Links {
        private static final String CLIENT_SERVER_API = "https://spec.matrix.org/v1.19/client-server-api/#";
        private static final String SHARED_SECRET = "https://element-hq.github.io/synapse/latest/admin_api/register_api.html";
    }

    private final Method method;
    // Never changed: Prefix makes only unmodifiable sets.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<Prefix> prefixes;
    private final String path;
    private final Access access;
    private final BodyRule body;
    private final String anchor;

    Route(Method method, Set<Prefix> prefixes, String path, Access access, BodyRule body, String anchor) {
        this.method = method;
        this.prefixes = prefixes;
        this.path = path;
        this.access = access;
        this.body = body;
        this.anchor = anchor;
    }

    /** The HTTP method. */
    public Method method() {
        return method;
    }

    /** What may stand before {@link #path()}. */
    public Set<Prefix> prefixes() {
        return prefixes;
    }

    /** The path after the prefix, with its parameters in braces: {@code /rooms/{roomId}/kick}. */
    public String path() {
        return path;
    }

    /** The whole paths, one for each prefix. */
    public List<String> paths() {
        return prefixes.stream().map(prefix -> prefix.path() + path).toList();
    }

    /** Who may call it. */
    public Access access() {
        return access;
    }

    /** What it takes as body. */
    public BodyRule body() {
        return body;
    }

    /** Where the endpoint is described. */
    public String link() {
        return anchor.startsWith("https:") ? anchor : Links.CLIENT_SERVER_API + anchor;
    }

    /** Whether the path ends with a transaction ID. */
    boolean hasTransactionId() {
        return path.endsWith("/{" + Call.TRANSACTION_ID + "}");
    }
}
