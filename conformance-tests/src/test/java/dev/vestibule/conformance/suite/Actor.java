package dev.vestibule.conformance.suite;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.http.Method;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Somebody with an account and one logged-in device. Holds no state but that: what a user did is asked of the server.
 *
 * @param homeserver where the account is
 * @param userId such as {@code @alice:localhost}
 * @param accessToken of this device
 * @param deviceId of this device
 */
public record Actor(Homeserver homeserver, String userId, String accessToken, String deviceId) {

    /** The actor that the answer of a registration or a login speaks of. */
    public static Actor of(Homeserver homeserver, Answer answer) {
        return new Actor(homeserver, answer.string("user_id"), answer.string("access_token"),
                answer.string("device_id"));
    }

    /** The user ID between {@code @} and {@code :}. */
    public String localpart() {
        return userId.substring(1, userId.indexOf(':'));
    }

    /** The name of the homeserver. */
    public String serverName() {
        return userId.substring(userId.indexOf(':') + 1);
    }

    /** The same user on another, new device. */
    public Actor onAnotherDevice() {
        Map<String, Object> body = Map.of("type", "m.login.password", "identifier",
                Map.of("type", "m.id.user", "user", userId), "password", Homeserver.PASSWORD);
        return of(homeserver, homeserver.send(Method.POST, Endpoint.v3("login"), body).ok());
    }

    // --- any request -----------------------------------------------------------------------------------------------

    public Answer get(Endpoint endpoint) {
        return send(Method.GET, endpoint);
    }

    public Answer post(Endpoint endpoint, Object body) {
        return send(Method.POST, endpoint, body);
    }

    public Answer put(Endpoint endpoint, Object body) {
        return send(Method.PUT, endpoint, body);
    }

    public Answer delete(Endpoint endpoint) {
        return send(Method.DELETE, endpoint);
    }

    /** Sends a request with a body. Text goes out as it is, everything else as JSON. */
    public Answer send(Method method, Endpoint endpoint, Object body) {
        return homeserver.send(homeserver.request().header("Authorization", "Bearer " + accessToken), method, endpoint,
                body);
    }

    /** Sends a request that a test has prepared, as it is. */
    public Answer send(RequestSpecification request, Method method, Endpoint endpoint) {
        return homeserver.send(request.header("Authorization", "Bearer " + accessToken), method, endpoint);
    }

    /** Sends a request without any body. */
    public Answer send(Method method, Endpoint endpoint) {
        return homeserver.send(homeserver.request().header("Authorization", "Bearer " + accessToken), method,
                endpoint);
    }

    // --- membership ------------------------------------------------------------------------------------------------

    public Answer join(Room room) {
        return post(room.endpoint("join"), Map.of());
    }

    public Answer leave(Room room) {
        return post(room.endpoint("leave"), Map.of());
    }

    public Answer forget(Room room) {
        return post(room.endpoint("forget"), Map.of());
    }

    public Answer knock(Room room) {
        return post(Endpoint.v3("knock", room.id()), Map.of());
    }

    public Answer invite(Room room, Actor target) {
        return post(room.endpoint("invite"), Map.of("user_id", target.userId()));
    }

    public Answer kick(Room room, Actor target) {
        return post(room.endpoint("kick"), Map.of("user_id", target.userId()));
    }

    public Answer ban(Room room, Actor target) {
        return post(room.endpoint("ban"), Map.of("user_id", target.userId()));
    }

    public Answer unban(Room room, Actor target) {
        return post(room.endpoint("unban"), Map.of("user_id", target.userId()));
    }

    /** Writes a member event as state. */
    public Answer putMember(Room room, Actor target, Object content) {
        return putState(room, "m.room.member", target.userId(), content);
    }

    // --- state and messages ----------------------------------------------------------------------------------------

    public Answer putState(Room room, String type, String stateKey, Object content) {
        return put(room.state(type, stateKey), content);
    }

    public Answer getState(Room room, String type, String stateKey) {
        return get(room.state(type, stateKey));
    }

    /** The content of a state event that must be there. */
    public JsonNode state(Room room, String type) {
        return getState(room, type, "").ok().json();
    }

    /** Somebody's member event, as this actor is shown it. */
    public Optional<MemberEvent> memberEvent(Room room, Actor target) {
        Answer answer = get(room.state("m.room.member", target.userId()).with("format", "event"));
        if (answer.status() == 404) {
            return Optional.empty();
        }
        return Optional.of(MemberEvent.of(answer.ok().json()));
    }

    /** Somebody's membership, as this actor is shown it. */
    public Membership membership(Room room, Actor target) {
        return memberEvent(room, target).map(MemberEvent::membership).orElse(Membership.NONE);
    }

    /** Sets who may join from now on. */
    public Answer putJoinRule(Room room, String joinRule) {
        return putState(room, "m.room.join_rules", "", Map.of("join_rule", joinRule));
    }

    /** Sends a text message and returns its event ID. */
    public String say(Room room, String text) {
        return put(room.endpoint("send", "m.room.message", homeserver.freshName("txn")),
                Map.of("msgtype", "m.text", "body", text)).ok().string("event_id");
    }

    /** Sends an event that is no state. */
    public Answer sendEvent(Room room, String type, Object content) {
        return put(room.endpoint("send", type, homeserver.freshName("txn")), content);
    }

    /** Sends a message with this content and returns its event ID. */
    public String say(Room room, Map<String, Object> content) {
        return sendEvent(room, "m.room.message", content).ok().string("event_id");
    }

    /** Reacts to an event and returns the ID of the reaction. */
    public String react(Room room, String event, String key) {
        return sendEvent(room, "m.reaction", Relate.reaction(event, key)).ok().string("event_id");
    }

    /** Redacts an event. */
    public Answer redact(Room room, String event) {
        return put(room.endpoint("redact", event, homeserver.freshName("txn")), Map.of());
    }

    /** Sets whom this user ignores. */
    public Answer ignore(Actor... ignored) {
        Map<String, Object> users = new HashMap<>();
        for (Actor user : ignored) {
            users.put(user.userId(), Map.of());
        }
        return put(Endpoint.v3("user", userId, "account_data", "m.ignored_user_list"), Map.of("ignored_users", users));
    }

    // --- sync ------------------------------------------------------------------------------------------------------

    /** An initial sync. */
    public Sync sync() {
        return Sync.of(get(Endpoint.v3("sync")));
    }

    /** What is new since an earlier sync; answers at once. */
    public Sync syncSince(Sync earlier) {
        return Sync.of(get(Endpoint.v3("sync").with("since", earlier.nextBatch())));
    }

    /** An initial sync through a filter, given as JSON. */
    public Sync syncThrough(String filter) {
        return Sync.of(get(Endpoint.v3("sync").with("filter", filter)));
    }

    /** What is new since an earlier sync, through a filter, given as JSON. */
    public Sync syncSince(Sync earlier, String filter) {
        return Sync.of(get(Endpoint.v3("sync").with("since", earlier.nextBatch()).with("filter", filter)));
    }
}
