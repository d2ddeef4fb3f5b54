package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.Answer;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.DiffersFromSynapse;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Json;
import dev.vestibule.conformance.suite.Outcome;
import dev.vestibule.conformance.suite.Sync;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /createRoom}: what is refused, and that nothing is left of it. */
@ConformanceTest
final class CreateRoomRefusalTest {

    private final Homeserver homeserver;
    private final Actor alice;
    private final Actor bob;

    CreateRoomRefusalTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
    }

    @ParameterizedTest(name = "1.15.14, 2.2.20: {0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"room_version": 11}                  | 400 M_BAD_JSON
            {"room_version": "0"}                 | 400 M_UNSUPPORTED_ROOM_VERSION
            {"room_version": "13"}                | 400 M_UNSUPPORTED_ROOM_VERSION
            {"room_version": "org.example.odd"}   | 400 M_UNSUPPORTED_ROOM_VERSION
            {"preset": "odd"}                     | 400 M_BAD_JSON
            not json                              | 400 M_NOT_JSON
            []                                    | 400 M_BAD_JSON
            """)
    void badBodies(String body, Outcome expected) {
        refused(body, expected);
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "1.15.14, 1.15.24, 1.15.23, 2.2.19: {0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"invite": ["nonsense"]}                                                            | 400 M_INVALID_PARAM
            {"invite": ["@ok:localhost", "@nocolon"]}                                           | 400 M_INVALID_PARAM
            {"preset": "private_chat", "invite": ["ALICE"]}                                     | 403 M_FORBIDDEN
            {"room_version": "11", "power_level_content_override": {"users": {"BOB": 50}}}      | 400 M_INVALID_ROOM_STATE
            {"initial_state": [{"type": "m.room.member", "state_key": "BOB", "content": {"membership": "join"}}]} | 400 M_INVALID_ROOM_STATE
            {"initial_state": [{"type": "org.example", "state_key": "BOB", "content": {}}]}     | 400 M_INVALID_ROOM_STATE
            """)
    void badBodiesThatSynapseAnswersOtherwise(String body, Outcome expected) {
        refused(body, expected);
    }

    @ParameterizedTest(name = "1.15.1, 2.2.9: {0} is a 400")
    @ValueSource(strings = {"{\"invite\": \"@bob:localhost\"}", "{\"invite\": [1]}",
            "{\"room_alias_name\": \"with space\"}", "{\"room_alias_name\": \"a:b\"}", "{\"room_alias_name\": \"\"}",
            "{\"preset\": 1}"})
    void badParameters(String body) {
        Actor carol = homeserver.register("carol");
        Answer answer = carol.post(Endpoint.v3("createRoom"), body).clientError();
        assertThat(answer.status()).as("%s", answer).isEqualTo(400);
        assertThat(rooms(carol)).isEmpty();
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "1.15.1, 1.15.23, 2.2.9: {0} is a 400")
    @ValueSource(strings = {"{\"name\": 1}", "{\"initial_state\": {}}", "{\"initial_state\": [1]}",
            "{\"initial_state\": [{\"content\": {}}]}", "{\"creation_content\": []}",
            "{\"power_level_content_override\": 1}", "{\"visibility\": \"odd\"}",
            "{\"initial_state\": [{\"type\": \"m.room.create\", \"state_key\": \"\", \"content\": {}}]}"})
    void badParametersThatSynapseAnswersOtherwise(String body) {
        badParameters(body);
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "1.15.4 what the creator may not send in the room makes no room: {0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "name": "N", "power_level_content_override": {"events": {"m.room.name": 101}}         | 400 M_INVALID_ROOM_STATE
            "topic": "T", "power_level_content_override": {"state_default": 101, "events": {}}    | 400 M_INVALID_ROOM_STATE
            "invite": ["BOB"], "power_level_content_override": {"invite": 101}                    | 403 M_FORBIDDEN
            """)
    void withoutTheLevel(String parameters, Outcome expected) {
        refused("{\"room_version\": \"11\", " + parameters + "}", expected);
    }

    @Test
    @DisplayName("1.15.14, 2.2.18 an alias that is taken is 400 M_ROOM_IN_USE")
    void takenAlias() {
        String name = homeserver.freshName("lobby");
        alice.post(Endpoint.v3("createRoom"), Map.of("room_alias_name", name)).ok();
        refused(Json.text(Map.of("room_alias_name", name)), new Outcome.Refused(400, "M_ROOM_IN_USE"));
    }

    @ParameterizedTest(name = "1.15.12, C4b v12: additional_creators {0} is a 400")
    @ValueSource(strings = {"\"@a:b.example\"", "{}", "1", "[1]", "[\"nonsense\"]", "[\"@nocolon\"]", "[\"@a:\"]",
            "[null]", "[\"@ok:example.com\", \"bad\"]"})
    void badAdditionalCreators(String creators) {
        badParameters("{\"room_version\": \"12\", \"creation_content\": {\"additional_creators\": " + creators + "}}");
    }

    @Test
    @DisplayName("1.15.7, 3.4.10 v12: the creator, or a further creator, among the users of the power levels is a 400")
    void creatorAmongTheUsers() {
        for (String body : List.of("""
                {"room_version": "12", "power_level_content_override": {"users": {"ALICE": 100}}}""", """
                {"room_version": "12", "creation_content": {"additional_creators": ["BOB"]},
                 "power_level_content_override": {"users": {"BOB": 100}}}""")) {
            Answer answer = alice.post(Endpoint.v3("createRoom"),
                    body.replace("ALICE", alice.userId()).replace("BOB", bob.userId()));
            assertThat(answer.clientError().status()).as("%s", answer).isEqualTo(400);
        }
    }

    @Test
    @DisplayName("1.15.17 a refused room leaves its alias free")
    void leavesTheAliasFree() {
        String name = homeserver.freshName("lobby");
        alice.post(Endpoint.v3("createRoom"), Map.of("room_alias_name", name, "room_version", "nonsense"))
                .refused(400, "M_UNSUPPORTED_ROOM_VERSION");
        alice.post(Endpoint.v3("createRoom"), Map.of("room_alias_name", name)).ok();
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("1.15.17 a room refused at its last event leaves its alias free, and nobody invited")
    void leavesNothingBehind() {
        String name = homeserver.freshName("lobby");
        Sync before = bob.sync();
        alice.post(Endpoint.v3("createRoom"), Map.of("room_alias_name", name, "preset", "private_chat", "invite",
                List.of(bob.userId(), alice.userId()))).forbidden();
        alice.get(Endpoint.v3("directory", "room", "#" + name + ":" + alice.serverName())).refused(404, "M_NOT_FOUND");
        assertThat(bob.syncSince(before).json().path("rooms").path("invite").size()).isZero();
    }

    private void refused(String body, Outcome expected) {
        if (!(expected instanceof Outcome.Refused(int status, String errcode))) {
            throw new IllegalArgumentException("a refusal is expected here");
        }
        Actor carol = homeserver.register("carol");
        carol.post(Endpoint.v3("createRoom"), body.replace("ALICE", carol.userId()).replace("BOB", bob.userId()))
                .refused(status, errcode);
        assertThat(rooms(carol)).as("rooms after the refusal").isEmpty();
    }

    private static List<String> rooms(Actor user) {
        return Json.strings(user.get(Endpoint.v3("joined_rooms")).ok().json().path("joined_rooms"));
    }
}
