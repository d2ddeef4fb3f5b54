package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.DiffersFromSynapse;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Json;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import io.restassured.http.Method;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /user_directory/search}. */
@ConformanceTest
final class UserDirectoryTest {

    private static final Endpoint SEARCH = Endpoint.v3("user_directory", "search");

    private final Homeserver homeserver;
    private Actor alice;
    private Actor bob;

    UserDirectoryTest(Homeserver homeserver) {
        this.homeserver = homeserver;
    }

    @BeforeEach
    void meetNobodyYet() {
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
    }

    private JsonNode search(String term) {
        return alice.post(SEARCH, Map.of("search_term", term)).ok().json();
    }

    private List<String> found(String term) {
        return Json.elements(search(term).path("results")).stream().map(user -> user.path("user_id").asText())
                .toList();
    }

    @Test
    @DisplayName("7.36 who shares a room is found by ID and by display name, whatever the case")
    void sharers() {
        Room room = RoomPlan.inviteRoom().by(alice);
        alice.invite(room, bob).ok();
        bob.put(Endpoint.v3("profile", bob.userId(), "displayname"), Map.of("displayname", "Robert " + bob.localpart()
                + " \"the\" 100%")).ok();
        bob.put(Endpoint.v3("profile", bob.userId(), "avatar_url"), Map.of("avatar_url", "mxc://a/b")).ok();
        assertThat(found(bob.localpart())).as("an invited user shares nothing yet").isEmpty();
        bob.join(room).ok();
        assertThat(found(bob.localpart())).containsExactly(bob.userId());
        JsonNode result = search(("robert " + bob.localpart()).toUpperCase(Locale.ROOT)).at("/results/0");
        assertThat(result).isEqualTo(Json.tree(Map.of("user_id", bob.userId(), "display_name",
                "Robert " + bob.localpart() + " \"the\" 100%", "avatar_url", "mxc://a/b")));
        assertThat(found(bob.localpart() + " \"the\"")).containsExactly(bob.userId());
        bob.leave(room).ok();
        assertThat(found(bob.localpart())).isEmpty();
    }

    @Test
    @DisplayName("7.36 who is in an open room is found by everybody, who is in a closed one is not")
    void open() {
        Room room = RoomPlan.inviteRoom().by(bob);
        assertThat(found(bob.localpart())).isEmpty();
        bob.putState(room, "m.room.history_visibility", "", Map.of("history_visibility", "world_readable")).ok();
        assertThat(found(bob.localpart())).containsExactly(bob.userId());
        bob.putState(room, "m.room.history_visibility", "", Map.of("history_visibility", "shared")).ok();
        assertThat(found(bob.localpart())).isEmpty();
        bob.putJoinRule(room, "public").ok();
        assertThat(found(bob.localpart())).containsExactly(bob.userId());
    }

    @Test
    @DisplayName("7.36 limited tells that there are more")
    void limits() {
        String name = homeserver.freshName("crowd");
        Room room = RoomPlan.publicRoom().by(alice);
        for (int i = 0; i < 3; i++) {
            homeserver.register(name).join(room).ok();
        }
        JsonNode two = alice.post(SEARCH, Map.of("search_term", name, "limit", 2)).ok().json();
        assertThat(two.path("results")).hasSize(2);
        assertThat(two.path("limited").asBoolean()).isTrue();
        JsonNode all = alice.post(SEARCH, Map.of("search_term", name, "limit", 3)).ok().json();
        assertThat(all.path("results")).hasSize(3);
        assertThat(all.path("limited").asBoolean(true)).isFalse();
    }

    @Test
    @DisplayName("7.36 nobody is found by nothing, or by signs that a database gives a meaning")
    void nobody() {
        assertThat(search("")).isEqualTo(Json.object("{\"results\":[],\"limited\":false}"));
        assertThat(found("100%_" + homeserver.freshName("nobody"))).isEmpty();
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("7.36 without a search term it is 400 M_MISSING_PARAM")
    void withoutTerm() {
        alice.post(SEARCH, Map.of()).refused(400, "M_MISSING_PARAM");
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "7.36 user_directory/search with {0} is 400")
    @ValueSource(strings = {"{\"search_term\":7}", "{\"search_term\":\"a\",\"limit\":-1}",
            "{\"search_term\":\"a\",\"limit\":\"x\"}"})
    void badRequests(String body) {
        assertThat(alice.post(SEARCH, body).clientError().status()).isEqualTo(400);
    }

    @Test
    @DisplayName("7.36 the user directory needs a token")
    void needsToken() {
        homeserver.send(Method.POST, SEARCH, Map.of("search_term", "a")).refused(401, "M_MISSING_TOKEN");
    }
}
