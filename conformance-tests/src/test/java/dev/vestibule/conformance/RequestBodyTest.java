package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.DiffersFromSynapse;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Json;
import dev.vestibule.conformance.suite.Membership;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import io.restassured.http.Method;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies of the membership endpoints that are not what they should be. */
@ConformanceTest
final class RequestBodyTest {

    private final Homeserver homeserver;
    private final Actor alice;
    private final Actor bob;
    private final Room room;

    RequestBodyTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
        room = RoomPlan.publicRoom().by(alice);
    }

    @ParameterizedTest(name = "1.3.6, 2.2.10 {0} without user_id is 400 M_MISSING_PARAM")
    @ValueSource(strings = {"invite", "kick", "ban", "unban"})
    void noTarget(String action) {
        alice.post(room.endpoint(action), Map.of()).refused(400, "M_MISSING_PARAM");
        alice.post(room.endpoint(action), Map.of("reason", "x")).refused(400, "M_MISSING_PARAM");
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "2.2.10 {0} with user_id null counts as absent: 400 M_MISSING_PARAM")
    @ValueSource(strings = {"invite", "kick", "ban", "unban"})
    void nullTarget(String action) {
        alice.post(room.endpoint(action), "{\"user_id\":null}").refused(400, "M_MISSING_PARAM");
    }

    @ParameterizedTest(name = "1.3.6, 2.2.11 {0} of no user ID is 400 M_INVALID_PARAM")
    @ValueSource(strings = {"invite", "kick", "ban", "unban"})
    void badTarget(String action) {
        for (String userId : List.of("bob", "@bob", "!room:localhost", "")) {
            alice.post(room.endpoint(action), Map.of("user_id", userId)).refused(400, "M_INVALID_PARAM");
        }
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "2.2.9 {0} of a user_id that is no string is 400 M_BAD_JSON")
    @ValueSource(strings = {"invite", "kick", "ban", "unban"})
    void targetOfAnotherType(String action) {
        for (String userId : List.of("1", "true", "[]", "{}")) {
            alice.post(room.endpoint(action), "{\"user_id\":" + userId + "}").refused(400, "M_BAD_JSON");
        }
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "1.0.9 {0} with a reason that is no string is 400 M_BAD_JSON")
    @ValueSource(strings = {"join", "leave", "invite", "kick", "ban", "unban", "knock"})
    void reasonOfAnotherType(String action) {
        Room own = RoomPlan.publicRoom().by(alice);
        Endpoint endpoint = action.equals("knock") ? Endpoint.v3("knock", own.id()) : own.endpoint(action);
        for (String reason : List.of("1", "[]", "{}", "true")) {
            alice.post(endpoint, "{\"user_id\":\"" + bob.userId() + "\",\"reason\":" + reason + "}")
                    .refused(400, "M_BAD_JSON");
        }
    }

    @ParameterizedTest(name = "2.2.8 {0} with a body that is not JSON is 400 M_NOT_JSON")
    @ValueSource(strings = {"join", "join by alias", "leave", "invite", "kick", "ban", "unban", "knock"})
    void notJson(String action) {
        for (String body : List.of("not json", "{", "{\"a\":}", "{} {}", "{'a':1}")) {
            alice.post(endpoint(action), body).refused(400, "M_NOT_JSON");
        }
    }

    @ParameterizedTest(name = "2.2.8 {0} with a body that is not UTF-8 is 400 M_NOT_JSON")
    @ValueSource(strings = {"join", "leave", "invite", "kick", "ban", "unban", "knock"})
    void notUtf8(String action) {
        byte[] body = "{\"reason\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);
        homeserver.send(homeserver.request().header("Authorization", "Bearer " + alice.accessToken()).body(body),
                Method.POST, endpoint(action)).refused(400, "M_NOT_JSON");
    }

    @ParameterizedTest(name = "1.3.3, 1.0.2, 2.2.9 {0} with JSON that is no object is 400 M_BAD_JSON")
    @ValueSource(strings = {"join", "join by alias", "leave", "invite", "kick", "ban", "unban", "knock"})
    void noObject(String action) {
        for (String body : List.of("[]", "\"text\"", "1", "true")) {
            alice.post(endpoint(action), body).refused(400, "M_BAD_JSON");
        }
    }

    @ParameterizedTest(name = "1.0.3 {0} with an empty body works as with an empty object")
    @ValueSource(strings = {"join", "leave", "forget"})
    void emptyBody(String action) {
        Room own = RoomPlan.publicRoom().with(alice, bob, action.equals("leave") ? Membership.JOIN : Membership.LEAVE);
        bob.send(Method.POST, own.endpoint(action)).ok();
    }

    @Test
    @DisplayName("1.0.6 unknown keys are ignored")
    void unknownKeys() {
        Room own = RoomPlan.publicRoom().by(alice, bob);
        alice.post(own.endpoint("kick"), Map.of("user_id", bob.userId(), "a", Map.of(), "membership", "ban")).ok();
        assertThat(alice.memberEvent(own, bob).orElseThrow().content()).isEqualTo(Json.tree(Json.membership("leave")));
    }

    @Test
    @DisplayName("2.2.15 a body of more than the server takes is 413 M_TOO_LARGE")
    void tooLarge() {
        alice.post(room.endpoint("leave"), Map.of("reason", "x".repeat(70_000))).refused(413, "M_TOO_LARGE");
        assertThat(alice.membership(room, alice)).isEqualTo(Membership.JOIN);
    }

    @Test
    @DisplayName("2.2.8 deep nesting is refused, and is no error of the server")
    void deepNesting() {
        String deep = "[".repeat(20_000) + "]".repeat(20_000);
        alice.post(Endpoint.v3("createRoom"), "{\"initial_state\":" + deep + "}").clientError();
    }

    private Endpoint endpoint(String action) {
        return switch (action) {
            case "knock" -> Endpoint.v3("knock", room.id());
            case "join by alias" -> Endpoint.v3("join", room.id());
            default -> room.endpoint(action);
        };
    }
}
