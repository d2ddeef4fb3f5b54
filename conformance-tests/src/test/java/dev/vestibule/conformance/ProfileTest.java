package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.Answer;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.DiffersFromSynapse;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Json;
import dev.vestibule.conformance.suite.MemberEvent;
import dev.vestibule.conformance.suite.Membership;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import dev.vestibule.conformance.suite.Sync;
import io.restassured.http.Method;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /profile/{userId}} and how a change of it reaches rooms. */
@ConformanceTest
final class ProfileTest {

    private final Homeserver homeserver;
    private final Actor alice;

    ProfileTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
    }

    @ParameterizedTest(name = "1.19.1, 1.19.3, 7.22 {0} is set, and read without a token")
    @CsvSource({"displayname, Bob B", "avatar_url, mxc://example.com/abc"})
    void setsAndReads(String key, String value) {
        Actor bob = homeserver.register("bob");
        bob.put(field(bob, key), Map.of(key, value)).ok();
        assertThat(homeserver.send(Method.GET, field(bob, key)).ok().json()).isEqualTo(Json.tree(Map.of(key, value)));
        assertThat(homeserver.send(Method.GET, Endpoint.v3("profile", bob.userId())).ok().string(key))
                .isEqualTo(value);
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("1.19.3 the profile of nobody is 404 M_NOT_FOUND")
    void ofNobody() {
        homeserver.send(Method.GET, Endpoint.v3("profile", "@" + homeserver.freshName("x") + ":" + alice.serverName()))
                .refused(404, "M_NOT_FOUND");
    }

    @Test
    @DisplayName("1.19.2, 7.22 another's profile cannot be changed")
    void ofAnother() {
        Actor bob = homeserver.register("bob");
        assertThat(bob.put(field(alice, "displayname"), Map.of("displayname", "x")).clientError().status())
                .isIn(400, 403);
        assertThat(homeserver.send(Method.GET, Endpoint.v3("profile", alice.userId())).text()).doesNotContain("\"x\"");
    }

    @ParameterizedTest(name = "1.19.2 body {0} is a 400")
    @ValueSource(strings = {"{}", "{\"avatar_url\":\"mxc://a/b\"}", "{\"displayname\":1}", "[]", "not json"})
    void badBodies(String body) {
        Answer answer = alice.put(field(alice, "displayname"), body);
        assertThat(answer.clientError().status()).as("%s", answer).isEqualTo(400);
    }

    @Test
    @DisplayName("2.2.40, 1.19.2 more than 64 KiB are M_PROFILE_TOO_LARGE, a field name of 256 bytes M_KEY_TOO_LARGE")
    void tooLarge() {
        Actor bob = homeserver.register("bob");
        String large = "x".repeat(40_000);
        bob.put(field(bob, "org.example.one"), Map.of("org.example.one", large)).ok();
        bob.put(field(bob, "org.example.two"), Map.of("org.example.two", large))
                .refused(400, "M_PROFILE_TOO_LARGE");
        String name = "a".repeat(256);
        bob.put(field(bob, name), Map.of(name, "x")).refused(400, "M_KEY_TOO_LARGE");
        JsonNode profile = homeserver.send(Method.GET, Endpoint.v3("profile", bob.userId())).ok().json();
        assertThat(profile.path("org.example.one").asText()).isEqualTo(large);
        assertThat(profile.has("org.example.two") || profile.has(name)).isFalse();
    }

    @ParameterizedTest(name = "1.19.4 a new {0} makes a join event in joined rooms, and nowhere else")
    @CsvSource({"displayname, Bob the Builder", "avatar_url, mxc://example.com/new"})
    void reachesJoinedRooms(String key, String value) {
        Actor bob = homeserver.register("bob");
        Room joined = RoomPlan.publicRoom().by(alice, bob);
        Room second = RoomPlan.version(12).by(alice, bob);
        Room invited = RoomPlan.publicRoom().with(alice, bob, Membership.INVITE);
        Room left = RoomPlan.publicRoom().with(alice, bob, Membership.LEAVE);
        Room knocked = RoomPlan.publicRoom().joinRule("knock").with(alice, bob, Membership.KNOCK);
        Map<Room, MemberEvent> before = Stream.of(invited, left, knocked)
                .collect(Collectors.toMap(room -> room, room -> alice.memberEvent(room, bob).orElseThrow()));
        Sync since = alice.sync();
        bob.put(field(bob, key), Map.of(key, value)).ok();
        Sync.until(alice, since, "bob's new " + key, sync -> hasNew(sync, joined, bob, key, value));
        Sync.until(alice, since, "bob's new " + key, sync -> hasNew(sync, second, bob, key, value));
        assertThat(alice.memberEvent(joined, bob).orElseThrow().sender()).isEqualTo(bob.userId());
        before.forEach((room, event) -> assertThat(alice.memberEvent(room, bob)).contains(event));
    }

    @Test
    @DisplayName("1.19.4 setting the value that is already there makes no event")
    void sameAgain() {
        Actor bob = homeserver.register("bob");
        bob.put(field(bob, "displayname"), Map.of("displayname", "Bob")).ok();
        Room room = RoomPlan.publicRoom().by(alice, bob);
        MemberEvent before = alice.memberEvent(room, bob).orElseThrow();
        bob.put(field(bob, "displayname"), Map.of("displayname", "Bob")).ok();
        Sync since = alice.sync();
        String marker = alice.say(room, "marker");
        Sync.until(alice, since, "the marker", sync -> sync.timeline("join", room).stream()
                .anyMatch(event -> event.path("event_id").asText().equals(marker)));
        assertThat(alice.memberEvent(room, bob)).contains(before);
    }

    @Test
    @DisplayName("1.19.6 a room whose rule would refuse the join is passed over, and the profile changes")
    void passesOverLockedRooms() {
        Actor bob = homeserver.register("bob");
        Room locked = RoomPlan.publicRoom().joinRule("private").with(alice, bob, Membership.JOIN);
        Room open = RoomPlan.publicRoom().by(alice, bob);
        MemberEvent before = alice.memberEvent(locked, bob).orElseThrow();
        Sync since = alice.sync();
        bob.put(field(bob, "displayname"), Map.of("displayname", "Robert")).ok();
        Sync.until(alice, since, "bob's new name", sync -> hasNew(sync, open, bob, "displayname", "Robert"));
        assertThat(alice.memberEvent(locked, bob)).contains(before);
        assertThat(homeserver.send(Method.GET, field(bob, "displayname")).ok().string("displayname"))
                .isEqualTo("Robert");
    }

    @Test
    @DisplayName("1.19.5 the new join does not carry who authorised the old one")
    void dropsTheAuthoriser() {
        Actor bob = homeserver.register("bob");
        Room club = RoomPlan.publicRoom().by(alice, bob);
        Room room = RoomPlan.publicRoom().restrictedTo("restricted", club).by(alice);
        bob.join(room).ok();
        Sync since = alice.sync();
        bob.put(field(bob, "displayname"), Map.of("displayname", "Robert")).ok();
        Sync.until(alice, since, "bob's new name", sync -> hasNew(sync, room, bob, "displayname", "Robert"));
        assertThat(alice.memberEvent(room, bob).orElseThrow().content().has("join_authorised_via_users_server"))
                .isFalse();
    }

    @Test
    @DisplayName("1.19.7 joins, knocks and invites carry name and avatar")
    void isPartOfMemberEvents() {
        Actor bob = homeserver.register("bob");
        bob.put(field(bob, "displayname"), Map.of("displayname", "Bob")).ok();
        bob.put(field(bob, "avatar_url"), Map.of("avatar_url", "mxc://a/b")).ok();
        for (Membership membership : List.of(Membership.JOIN, Membership.KNOCK, Membership.INVITE)) {
            Room room = RoomPlan.publicRoom().with(alice, bob, membership);
            JsonNode content = alice.memberEvent(room, bob).orElseThrow().content();
            assertThat(content.path("displayname").asText()).as("%s", membership).isEqualTo("Bob");
            assertThat(content.path("avatar_url").asText()).as("%s", membership).isEqualTo("mxc://a/b");
        }
    }

    @Test
    @DisplayName("1.19.9 a name for one room lasts until the next change of the profile")
    void replacesTheNameInARoom() {
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.publicRoom().by(alice, bob);
        bob.putMember(room, bob, Map.of("membership", "join", "displayname", "Bobby")).ok();
        Sync since = alice.sync();
        bob.put(field(bob, "displayname"), Map.of("displayname", "Robert")).ok();
        Sync.until(alice, since, "bob's new name", sync -> hasNew(sync, room, bob, "displayname", "Robert"));
        assertThat(alice.memberEvent(room, bob).orElseThrow().content().path("displayname").asText())
                .isEqualTo("Robert");
    }

    private static boolean hasNew(Sync sync, Room room, Actor user, String key, String value) {
        return sync.events("join", room).stream().filter(Sync.isMember(user, Membership.JOIN))
                .anyMatch(event -> event.path("content").path(key).asText().equals(value));
    }

    private static Endpoint field(Actor user, String key) {
        return Endpoint.v3("profile", user.userId(), key);
    }
}
