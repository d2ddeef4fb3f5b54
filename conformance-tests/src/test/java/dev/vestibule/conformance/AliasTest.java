package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.Answer;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.DiffersFromSynapse;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Json;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import dev.vestibule.conformance.suite.Standing;
import io.restassured.http.Method;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /directory/room/{roomAlias}}, {@code /rooms/{roomId}/aliases} and {@code m.room.canonical_alias}. */
@ConformanceTest
final class AliasTest {

    private final Homeserver homeserver;
    private final Actor alice;
    private final Actor bob;

    AliasTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
    }

    @Test
    @DisplayName("1.20.1, 1.20.2, 2.2.13 an alias is made, looked up without a token, and removed")
    void life() {
        Room room = RoomPlan.publicRoom().by(alice);
        Endpoint alias = directory(fresh());
        homeserver.send(Method.GET, alias).refused(404, "M_NOT_FOUND");
        alice.put(alias, Map.of("room_id", room.id())).ok();
        Answer answer = homeserver.send(Method.GET, alias).ok();
        assertThat(answer.string("room_id")).isEqualTo(room.id());
        assertThat(Json.strings(answer.json().path("servers"))).contains(alice.serverName());
        alice.delete(alias).ok();
        homeserver.send(Method.GET, alias).refused(404, "M_NOT_FOUND");
        alice.delete(alias).refused(404, "M_NOT_FOUND");
    }

    @Test
    @DisplayName("1.20.2, 2.2.16 an alias that exists is 409 M_UNKNOWN")
    void taken() {
        Room room = RoomPlan.publicRoom().by(alice);
        Endpoint alias = directory(fresh());
        alice.put(alias, Map.of("room_id", room.id())).ok();
        alice.put(alias, Map.of("room_id", room.id())).refused(409, "M_UNKNOWN");
    }

    @ParameterizedTest(name = "1.20.1, 1.20.2 {0} is no alias: 400 M_INVALID_PARAM")
    @ValueSource(strings = {"nonsense", "#nocolon", "!room:localhost"})
    void invalid(String alias) {
        Room room = RoomPlan.publicRoom().by(alice);
        homeserver.send(Method.GET, directory(alias)).refused(400, "M_INVALID_PARAM");
        alice.put(directory(alias), Map.of("room_id", room.id())).refused(400, "M_INVALID_PARAM");
    }

    @ParameterizedTest(name = "1.15.14, 1.20.6 a new alias with {0} is refused")
    @ValueSource(strings = {"a space", "a\ttab"})
    void whitespace(String name) {
        Room room = RoomPlan.publicRoom().by(alice);
        Answer answer = alice.put(directory("#" + name + ":" + alice.serverName()), Map.of("room_id", room.id()));
        assertThat(answer.clientError().status()).as("%s", answer).isEqualTo(400);
    }

    @Test
    @DisplayName("1.20.6 any other characters are fine, in any script")
    void unicode() {
        Room room = RoomPlan.publicRoom().by(alice);
        String alias = "#ünï-комната-部屋-🚪/" + homeserver.freshName("x") + ":" + alice.serverName();
        alice.put(directory(alias), Map.of("room_id", room.id())).ok();
        assertThat(homeserver.send(Method.GET, directory(alias)).ok().string("room_id")).isEqualTo(room.id());
        assertThat(bob.post(Endpoint.v3("join", alias), Map.of()).ok().string("room_id")).isEqualTo(room.id());
    }

    @ParameterizedTest(name = "1.20.6 an alias of more than 255 bytes is refused: {0}, {1} times")
    @CsvSource({"a, 255"})
    void tooLong(String character, int times) {
        Room room = RoomPlan.publicRoom().by(alice);
        Answer answer = alice.put(directory("#" + character.repeat(times) + ":" + alice.serverName()),
                Map.of("room_id", room.id()));
        assertThat(answer.clientError().status()).as("%s", answer).isEqualTo(400);
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "1.20.6 an alias of more than 255 bytes is refused: {0}, {1} times")
    @CsvSource({"\u90e8, 85"})
    void tooLongInBytes(String character, int times) {
        tooLong(character, times);
    }

    @Test
    @DisplayName("1.20.2 the body must name a room")
    void withoutARoom() {
        alice.put(directory(fresh()), Map.of()).refused(400, "M_MISSING_PARAM");
        alice.put(directory(fresh()), "not json").refused(400, "M_NOT_JSON");
    }

    @Test
    @DisplayName("1.20.3 another's alias: 403 without power, 200 with; one's own: 200 without power")
    void removal() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        Endpoint alices = directory(fresh());
        Endpoint bobs = directory(fresh());
        Endpoint bobsSecond = directory(fresh());
        alice.put(alices, Map.of("room_id", room.id())).ok();
        bob.put(bobs, Map.of("room_id", room.id())).ok();
        bob.put(bobsSecond, Map.of("room_id", room.id())).ok();
        bob.delete(alices).forbidden();
        bob.delete(bobs).ok();
        alice.delete(bobsSecond).ok();
    }

    @Test
    @DisplayName("1.20.4 the aliases of a room: empty at first, for members")
    void ofARoom() {
        Room room = RoomPlan.publicRoom().by(alice);
        assertThat(aliases(room)).isEmpty();
        String first = fresh();
        String second = fresh();
        alice.put(directory(first), Map.of("room_id", room.id())).ok();
        alice.put(directory(second), Map.of("room_id", room.id())).ok();
        assertThat(aliases(room)).containsExactlyInAnyOrder(first, second);
        bob.get(room.endpoint("aliases")).forbidden();
        alice.putState(room, "m.room.history_visibility", "", Map.of("history_visibility", "world_readable")).ok();
        bob.get(room.endpoint("aliases")).ok();
    }

    @ParameterizedTest(name = "5.1.9 the aliases of a room are for members: {0} gets {1}, where all may read {2}")
    @CsvSource({"JOINED, 200, 200", "INVITED, 403, 200", "KNOCKING, 403, 200", "LEFT, 403, 200", "BANNED, 403, 200",
            "STRANGER, 403, 200"})
    void areForMembers(Standing standing, int closed, int readable) {
        Room room = standing.in(alice, bob).room();
        assertThat(bob.get(room.endpoint("aliases")).status()).isEqualTo(closed);
        alice.putState(room, "m.room.history_visibility", "", Map.of("history_visibility", "world_readable")).ok();
        assertThat(bob.get(room.endpoint("aliases")).status()).isEqualTo(readable);
    }

    @Test
    @DisplayName("1.20.5, 2.2.26 a canonical alias must point to this room: else 400 M_BAD_ALIAS")
    void canonical() {
        Room room = RoomPlan.publicRoom().by(alice);
        Room other = RoomPlan.publicRoom().by(alice);
        String here = fresh();
        String elsewhere = fresh();
        alice.put(directory(here), Map.of("room_id", room.id())).ok();
        alice.put(directory(elsewhere), Map.of("room_id", other.id())).ok();
        putCanonical(room, Map.of("alias", here, "alt_aliases", List.of(here))).ok();
        putCanonical(room, Map.of("alias", fresh())).refused(400, "M_BAD_ALIAS");
        putCanonical(room, Map.of("alias", elsewhere)).refused(400, "M_BAD_ALIAS");
        String gone = fresh();
        alice.put(directory(gone), Map.of("room_id", room.id())).ok();
        alice.delete(directory(gone)).ok();
        putCanonical(room, Map.of("alias", gone)).refused(400, "M_BAD_ALIAS");
        putCanonical(room, Map.of("alt_aliases", List.of(gone))).refused(400, "M_BAD_ALIAS");
        putCanonical(room, Map.of("alt_aliases", List.of(here, elsewhere))).refused(400, "M_BAD_ALIAS");
        putCanonical(room, Map.of("alias", "nonsense")).refused(400, "M_INVALID_PARAM");
        putCanonical(room, Map.of("alias", here, "alt_aliases", List.of("nonsense"))).refused(400, "M_INVALID_PARAM");
        putCanonical(room, Map.of()).ok();
    }

    @Test
    @DisplayName("1.20.5 an alias that stays in the event is not checked again")
    void unchangedCanonical() {
        Room room = RoomPlan.publicRoom().by(alice);
        String alias = fresh();
        String second = fresh();
        alice.put(directory(alias), Map.of("room_id", room.id())).ok();
        alice.put(directory(second), Map.of("room_id", room.id())).ok();
        putCanonical(room, Map.of("alt_aliases", List.of(alias, second))).ok();
        alice.putState(room, "m.room.power_levels", "", Map.of("users", Map.of(alice.userId(), 100), "events",
                Map.of("m.room.canonical_alias", 101))).forbidden();
        putCanonical(room, Map.of("alt_aliases", List.of(second))).ok();
    }

    @Test
    @DisplayName("1.20.3 removing the canonical alias empties m.room.canonical_alias")
    void removingTheCanonical() {
        Room room = RoomPlan.publicRoom().by(alice);
        String alias = fresh();
        alice.put(directory(alias), Map.of("room_id", room.id())).ok();
        putCanonical(room, Map.of("alias", alias)).ok();
        alice.delete(directory(alias)).ok();
        assertThat(alice.state(room, "m.room.canonical_alias")).isEqualTo(Json.parse("{}"));
    }

    @Test
    @DisplayName("1.20.3 who made the canonical alias removes it, also without power over m.room.canonical_alias")
    void removingTheCanonicalWithoutPower() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        String alias = fresh();
        bob.put(directory(alias), Map.of("room_id", room.id())).ok();
        putCanonical(room, Map.of("alias", alias)).ok();
        bob.putState(room, "m.room.canonical_alias", "", Map.of()).forbidden();
        bob.delete(directory(alias)).ok();
        homeserver.send(Method.GET, directory(alias)).refused(404, "M_NOT_FOUND");
    }

    private Answer putCanonical(Room room, Map<String, Object> content) {
        return alice.putState(room, "m.room.canonical_alias", "", content);
    }

    private List<String> aliases(Room room) {
        return Json.strings(alice.get(room.endpoint("aliases")).ok().json().path("aliases"));
    }

    private String fresh() {
        return "#" + homeserver.freshName("alias") + ":" + alice.serverName();
    }

    private static Endpoint directory(String alias) {
        return Endpoint.v3("directory", "room", alias);
    }
}
