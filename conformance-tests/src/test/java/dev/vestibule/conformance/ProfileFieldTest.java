package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.DiffersFromSynapse;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Json;
import dev.vestibule.conformance.suite.MemberEvent;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import dev.vestibule.conformance.suite.Watch;
import io.restassured.http.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /profile/{userId}/{keyName}}: which fields there may be, and what they may hold. */
@ConformanceTest
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
final class ProfileFieldTest {

    private final Homeserver homeserver;
    private final Actor bob;

    ProfileFieldTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        bob = homeserver.register("bob");
    }

    @ParameterizedTest(name = "1.19.1, 1.19.2 field {0} is set, read by anybody, changed and removed")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            m.tz                 | "Europe/Paris"
            org.example.pronouns | ["he", {"a": 1}]
            """)
    void life(String key, String value) {
        JsonNode expected = Json.object("{}").set(key, Json.parse(value));
        homeserver.send(Method.GET, field(key)).refused(404, "M_NOT_FOUND");
        bob.put(field(key), expected).ok();
        assertThat(homeserver.send(Method.GET, field(key)).ok().json()).isEqualTo(expected);
        assertThat(homeserver.send(Method.GET, Endpoint.v3("profile", bob.userId())).ok().json().path(key))
                .isEqualTo(expected.path(key));
        assertThat(bob.delete(field(key)).ok().json()).isEmpty();
        homeserver.send(Method.GET, field(key)).refused(404, "M_NOT_FOUND");
        bob.delete(field(key)).ok();
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "1.19.1, 1.19.2 field {0} is set, read by anybody, changed and removed")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            displayname          | "Bob"
            avatar_url           | "mxc://a/b"
            """)
    void lifeOfNameAndAvatar(String key, String value) {
        life(key, value);
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("1.19.1 before anything is set: the whole profile is empty")
    void empty() {
        assertThat(homeserver.send(Method.GET, Endpoint.v3("profile", bob.userId())).ok().json()).isEmpty();
    }

    @ParameterizedTest(name = "1.19.2 a body without the key is 400 M_MISSING_PARAM: {0}")
    @ValueSource(strings = {"displayname", "avatar_url", "m.tz", "org.example.key"})
    void withoutTheKey(String key) {
        bob.put(field(key), Map.of("other", "x")).refused(400, "M_MISSING_PARAM");
    }

    @ParameterizedTest(name = "1.19.2 {0} is no field: 400 M_INVALID_PARAM")
    @ValueSource(strings = {"Org.Example", "org.example.Key", "org.exa mple", "org.é"})
    void noField(String key) {
        bob.put(field(key), Map.of(key, "x")).refused(400, "M_INVALID_PARAM");
        bob.delete(field(key)).refused(400, "M_INVALID_PARAM");
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "1.19.2 {0} is no field: 400 M_INVALID_PARAM")
    @ValueSource(strings = {"nonsense", "pronouns"})
    void noNamespace(String key) {
        noField(key);
    }

    @Test
    @DisplayName("1.19.2, 2.2.40 a key of more than 255 bytes is 400 M_KEY_TOO_LARGE")
    void longKey() {
        String key = "org.example." + "k".repeat(250);
        bob.put(field(key), Map.of(key, "x")).refused(400, "M_KEY_TOO_LARGE");
    }

    @Test
    @DisplayName("1.19.2, 2.2.40 a profile of more than 64 KiB is 400 M_PROFILE_TOO_LARGE, and stays as it was")
    void largeProfile() {
        String half = "x".repeat(35_000);
        bob.put(field("org.example.one"), Map.of("org.example.one", half)).ok();
        bob.put(field("org.example.two"), Map.of("org.example.two", half)).refused(400, "M_PROFILE_TOO_LARGE");
        homeserver.send(Method.GET, field("org.example.two")).refused(404, "M_NOT_FOUND");
    }

    @Test
    @DisplayName("1.19.4 other fields make no event; a removed name does")
    void inRooms() {
        bob.put(field("displayname"), Map.of("displayname", "Bob")).ok();
        Room room = RoomPlan.publicRoom().by(bob);
        MemberEvent before = bob.memberEvent(room, bob).orElseThrow();
        assertThat(before.content().path("displayname").asText()).isEqualTo("Bob");
        bob.put(field("org.example.key"), Map.of("org.example.key", "x")).ok();
        assertThat(bob.memberEvent(room, bob)).contains(before);
    }

    @Test
    @DisplayName("1.19.5 the new join does not say again why its user once came")
    void keepsOtherContent() {
        Actor alice = homeserver.register("alice");
        Room room = RoomPlan.publicRoom().by(alice);
        bob.post(Endpoint.v3("join", room.id()), Map.of("reason", "curious")).ok();
        bob.put(field("displayname"), Map.of("displayname", "Robert")).ok();
        new Watch(alice, room, bob)
                .await(event -> event.content().path("displayname").asText().equals("Robert"));
        assertThat(alice.memberEvent(room, bob).orElseThrow().content().has("reason")).isFalse();
    }

    @Test
    @DisplayName("1.18.2 the capabilities agree with what can be set")
    void capabilities() {
        JsonNode capabilities = bob.get(Endpoint.v3("capabilities")).ok().json().path("capabilities");
        Map<String, Boolean> enabled = new HashMap<>();
        for (String name : List.of("m.set_displayname", "m.set_avatar_url", "m.profile_fields", "m.change_password",
                "m.3pid_changes", "m.get_login_token")) {
            JsonNode capability = capabilities.path(name);
            assertThat(capability.isMissingNode() || capability.path("enabled").isBoolean()).as(name).isTrue();
            enabled.put(name, capability.path("enabled").asBoolean(true));
        }
        boolean fields = enabled.get("m.profile_fields");
        assertThat(bob.put(field("displayname"), Map.of("displayname", "B")).status() == 200)
                .isEqualTo(enabled.get("m.set_displayname"));
        assertThat(bob.put(field("avatar_url"), Map.of("avatar_url", "mxc://a/b")).status() == 200)
                .isEqualTo(enabled.get("m.set_avatar_url"));
        assertThat(bob.put(field("org.example.key"), Map.of("org.example.key", "x")).status() == 200)
                .isEqualTo(fields);
    }

    private Endpoint field(String key) {
        return Endpoint.v3("profile", bob.userId(), key);
    }
}
