package dev.vestibule.server.http;

import static dev.vestibule.server.http.Access.ANYONE;
import static dev.vestibule.server.http.Access.OPTIONAL;
import static dev.vestibule.server.http.Access.USER;
import static dev.vestibule.server.http.BodyRule.NONE;
import static dev.vestibule.server.http.BodyRule.OBJECT;
import static dev.vestibule.server.http.BodyRule.OPTIONAL_OBJECT;
import static dev.vestibule.server.http.Method.DELETE;
import static dev.vestibule.server.http.Method.GET;
import static dev.vestibule.server.http.Method.POST;
import static dev.vestibule.server.http.Method.PUT;
import static dev.vestibule.server.http.Prefix.ALL;
import static dev.vestibule.server.http.Prefix.SINCE_R0;
import static dev.vestibule.server.http.Prefix.setOf;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

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

    // Memberships. Of each there is a form with a transaction ID, which Synapse has and the specification has not.
    JOIN_ROOM(POST, ALL, "/join/{roomIdOrAlias}", USER, OPTIONAL_OBJECT, "post_matrixclientv3joinroomidoralias"),
    JOIN_ROOM_TXN(PUT, ALL, "/join/{roomIdOrAlias}/{txnId}", USER, OPTIONAL_OBJECT,
            "post_matrixclientv3joinroomidoralias"),
    JOIN_ROOM_BY_ID(POST, SINCE_R0, "/rooms/{roomId}/join", USER, OPTIONAL_OBJECT,
            "post_matrixclientv3roomsroomidjoin"),
    JOIN_ROOM_BY_ID_TXN(PUT, SINCE_R0, "/rooms/{roomId}/join/{txnId}", USER, OPTIONAL_OBJECT,
            "post_matrixclientv3roomsroomidjoin"),
    // api/v1 takes an alias here, too.
    JOIN_ROOM_API_V1(POST, setOf(Prefix.API_V1), "/rooms/{roomIdOrAlias}/join", USER, OPTIONAL_OBJECT,
            "post_matrixclientv3roomsroomidjoin"),
    JOIN_ROOM_API_V1_TXN(PUT, setOf(Prefix.API_V1), "/rooms/{roomIdOrAlias}/join/{txnId}", USER, OPTIONAL_OBJECT,
            "post_matrixclientv3roomsroomidjoin"),
    INVITE(POST, ALL, "/rooms/{roomId}/invite", USER, OBJECT, "post_matrixclientv3roomsroomidinvite"),
    INVITE_TXN(PUT, ALL, "/rooms/{roomId}/invite/{txnId}", USER, OBJECT, "post_matrixclientv3roomsroomidinvite"),
    // The second form of invite has this path in the API's own description, and generated clients send it.
    INVITE_TRAILING_BLANK(POST, ALL, "/rooms/{roomId}/invite ", USER, OBJECT,
            "post_matrixclientv3roomsroomidinvite-1"),
    KNOCK(POST, SINCE_R0, "/knock/{roomIdOrAlias}", USER, OPTIONAL_OBJECT, "post_matrixclientv3knockroomidoralias"),
    KNOCK_UNSTABLE(POST, setOf(Prefix.UNSTABLE), "/xyz.amorgan.knock/knock/{roomIdOrAlias}", USER, OPTIONAL_OBJECT,
            "post_matrixclientv3knockroomidoralias"),
    LEAVE(POST, ALL, "/rooms/{roomId}/leave", USER, OPTIONAL_OBJECT, "post_matrixclientv3roomsroomidleave"),
    LEAVE_TXN(PUT, ALL, "/rooms/{roomId}/leave/{txnId}", USER, OPTIONAL_OBJECT,
            "post_matrixclientv3roomsroomidleave"),
    KICK(POST, ALL, "/rooms/{roomId}/kick", USER, OBJECT, "post_matrixclientv3roomsroomidkick"),
    KICK_TXN(PUT, ALL, "/rooms/{roomId}/kick/{txnId}", USER, OBJECT, "post_matrixclientv3roomsroomidkick"),
    BAN(POST, ALL, "/rooms/{roomId}/ban", USER, OBJECT, "post_matrixclientv3roomsroomidban"),
    BAN_TXN(PUT, ALL, "/rooms/{roomId}/ban/{txnId}", USER, OBJECT, "post_matrixclientv3roomsroomidban"),
    UNBAN(POST, ALL, "/rooms/{roomId}/unban", USER, OBJECT, "post_matrixclientv3roomsroomidunban"),
    UNBAN_TXN(PUT, ALL, "/rooms/{roomId}/unban/{txnId}", USER, OBJECT, "post_matrixclientv3roomsroomidunban"),
    FORGET(POST, ALL, "/rooms/{roomId}/forget", USER, OPTIONAL_OBJECT, "post_matrixclientv3roomsroomidforget"),
    FORGET_TXN(PUT, ALL, "/rooms/{roomId}/forget/{txnId}", USER, OPTIONAL_OBJECT,
            "post_matrixclientv3roomsroomidforget"),
    JOINED_ROOMS(GET, ALL, "/joined_rooms", USER, NONE, "get_matrixclientv3joined_rooms"),
    MEMBERS(GET, ALL, "/rooms/{roomId}/members", USER, NONE, "get_matrixclientv3roomsroomidmembers"),
    JOINED_MEMBERS(GET, ALL, "/rooms/{roomId}/joined_members", USER, NONE,
            "get_matrixclientv3roomsroomidjoined_members"),

    // Rooms: their state, their timeline, their names
    CREATE_ROOM(POST, ALL, "/createRoom", USER, OBJECT, "post_matrixclientv3createroom"),
    CREATE_ROOM_TXN(PUT, ALL, "/createRoom/{txnId}", USER, OBJECT, "post_matrixclientv3createroom"),
    STATE(GET, ALL, "/rooms/{roomId}/state", USER, NONE, "get_matrixclientv3roomsroomidstate"),
    STATE_EVENT(GET, ALL, "/rooms/{roomId}/state/{eventType}/{stateKey}", USER, NONE,
            "get_matrixclientv3roomsroomidstateeventtypestatekey"),
    // With an empty state key, the slash before it may be left out.
    STATE_EVENT_EMPTY_KEY(GET, ALL, "/rooms/{roomId}/state/{eventType}/", USER, NONE,
            "get_matrixclientv3roomsroomidstateeventtypestatekey"),
    STATE_EVENT_NO_KEY(GET, ALL, "/rooms/{roomId}/state/{eventType}", USER, NONE,
            "get_matrixclientv3roomsroomidstateeventtypestatekey"),
    STATE_EVENT_PUT(PUT, ALL, "/rooms/{roomId}/state/{eventType}/{stateKey}", USER, OBJECT,
            "put_matrixclientv3roomsroomidstateeventtypestatekey"),
    STATE_EVENT_PUT_EMPTY_KEY(PUT, ALL, "/rooms/{roomId}/state/{eventType}/", USER, OBJECT,
            "put_matrixclientv3roomsroomidstateeventtypestatekey"),
    STATE_EVENT_PUT_NO_KEY(PUT, ALL, "/rooms/{roomId}/state/{eventType}", USER, OBJECT,
            "put_matrixclientv3roomsroomidstateeventtypestatekey"),
    SEND(PUT, ALL, "/rooms/{roomId}/send/{eventType}/{txnId}", USER, OBJECT,
            "put_matrixclientv3roomsroomidsendeventtypetxnid"),
    MESSAGES(GET, ALL, "/rooms/{roomId}/messages", USER, NONE, "get_matrixclientv3roomsroomidmessages"),
    EVENT(GET, ALL, "/rooms/{roomId}/event/{eventId}", USER, NONE, "get_matrixclientv3roomsroomideventeventid"),
    SYNC(GET, SINCE_R0, "/sync", USER, NONE, "get_matrixclientv3sync"),
    ALIAS(GET, ALL, "/directory/room/{roomAlias}", ANYONE, NONE, "get_matrixclientv3directoryroomroomalias"),
    ALIAS_PUT(PUT, ALL, "/directory/room/{roomAlias}", USER, OBJECT, "put_matrixclientv3directoryroomroomalias"),
    ALIAS_DELETE(DELETE, ALL, "/directory/room/{roomAlias}", USER, NONE,
            "delete_matrixclientv3directoryroomroomalias"),
    ROOM_ALIASES(GET, ALL, "/rooms/{roomId}/aliases", USER, NONE, "get_matrixclientv3roomsroomidaliases"),

    // Profiles
    PROFILE(GET, ALL, "/profile/{userId}", ANYONE, NONE, "get_matrixclientv3profileuserid"),
    PROFILE_FIELD(GET, ALL, "/profile/{userId}/{keyName}", ANYONE, NONE, "get_matrixclientv3profileuseridkeyname"),
    PROFILE_FIELD_PUT(PUT, ALL, "/profile/{userId}/{keyName}", USER, OBJECT,
            "put_matrixclientv3profileuseridkeyname"),
    PROFILE_FIELD_DELETE(DELETE, ALL, "/profile/{userId}/{keyName}", USER, NONE,
            "delete_matrixclientv3profileuseridkeyname"),

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

    /** The path with its parameters filled in, without the transaction ID at its end: the scope of that ID. */
    String endpoint(Map<String, String> parameters) {
        StringJoiner endpoint = new StringJoiner("/");
        for (String segment : path.substring(0, path.lastIndexOf('/')).split("/", -1)) {
            endpoint.add(segment.startsWith("{")
                    ? parameters.get(segment.substring(1, segment.length() - 1)).replace("%", "%25").replace("/", "%2F")
                    : segment);
        }
        return endpoint.toString();
    }

    /** Whether the path ends with a transaction ID. */
    boolean hasTransactionId() {
        return path.endsWith("/{" + Call.TRANSACTION_ID + "}");
    }
}
