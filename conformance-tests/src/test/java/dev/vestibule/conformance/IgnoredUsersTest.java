package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Json;
import dev.vestibule.conformance.suite.Membership;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import dev.vestibule.conformance.suite.Sync;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Account data {@code m.ignored_user_list}: what ignored users say is not delivered. */
@ConformanceTest
final class IgnoredUsersTest {

    private final Homeserver homeserver;
    private final Actor alice;
    private final Actor carol;

    IgnoredUsersTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
        carol = homeserver.register("carol");
    }

    @Test
    @DisplayName("1.21.5 messages of ignored users are not in sync; their state events are")
    void inSync() {
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.publicRoom().level(alice, 100).requires("events", Map.of("m.room.topic", 0))
                .by(carol, alice, bob);
        ignore(bob, alice);
        Sync before = bob.sync();
        String unheard = alice.say(room, "unheard");
        String heard = carol.say(room, "heard");
        alice.putState(room, "m.room.topic", "", Map.of("topic", "heard")).ok();

        for (Sync sync : List.of(bob.syncSince(before), bob.sync())) {
            assertThat(sync.timeline("join", room)).extracting(event -> event.path("event_id").asText())
                    .contains(heard).doesNotContain(unheard);
            assertThat(sync.events("join", room)).anyMatch(is("m.room.topic"));
        }
        assertThat(carol.syncSince(before).timeline("join", room)).isNotEmpty();
    }

    @Test
    @DisplayName("1.21.5 messages of ignored users are not on the pages of history")
    void inMessages() {
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.publicRoom().by(alice, bob);
        String unheard = alice.say(room, "unheard");
        ignore(bob, alice);
        JsonNode page = bob.get(room.endpoint("messages").with("dir", "b").with("limit", 50)).ok().json();
        assertThat(Json.elements(page.path("chunk"))).extracting(event -> event.path("event_id").asText())
                .isNotEmpty().doesNotContain(unheard);
        assertThat(Json.elements(page.path("chunk"))).anyMatch(is("m.room.create"));
    }

    @Test
    @DisplayName("1.21.5 a list takes effect at once, for syncs that began before it too; un-ignoring replays nothing")
    void atOnce() {
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.publicRoom().by(alice, bob);
        Sync before = bob.sync();
        String unheard = alice.say(room, "unheard");
        ignore(bob, alice);
        Sync ignoring = bob.syncSince(before);
        assertThat(ignoring.timeline("join", room)).isEmpty();

        ignore(bob);
        String heard = alice.say(room, "heard");
        assertThat(bob.syncSince(ignoring).timeline("join", room)).extracting(event -> event.path("event_id").asText())
                .containsExactly(heard);
        assertThat(bob.sync().timeline("join", room)).extracting(event -> event.path("event_id").asText())
                .contains(unheard, heard);
    }

    @Test
    @DisplayName("1.21.5, 4.2.1 invites of ignored users are not in sync; the inviter is not told")
    void invites() {
        Actor bob = homeserver.register("bob");
        ignore(bob, alice);
        Sync before = bob.sync();
        Room room = RoomPlan.inviteRoom().by(alice);
        alice.invite(room, bob).ok();
        Room other = RoomPlan.inviteRoom().by(carol);
        carol.invite(other, bob).ok();

        for (Sync sync : List.of(bob.syncSince(before), bob.sync())) {
            assertThat(sync.sectionsOf(room)).isEmpty();
            assertThat(sync.sectionsOf(other)).containsExactly("invite");
        }
        assertThat(alice.membership(room, bob)).isEqualTo(Membership.INVITE);
        ignore(bob);
        assertThat(bob.sync().sectionsOf(room)).containsExactly("invite");
    }

    @Test
    @DisplayName("1.21.6 knocks of ignored users are delivered: they are state")
    void knocks() {
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.publicRoom().joinRule("knock").by(bob);
        ignore(bob, alice);
        Sync before = bob.sync();
        alice.knock(room).ok();
        assertThat(bob.syncSince(before).timeline("join", room)).anyMatch(Sync.isMember(alice, Membership.KNOCK));
    }

    @Test
    @DisplayName("1.21.5 nobody ignores themselves")
    void notOneself() {
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.publicRoom().by(bob);
        // Whether such a list is taken at all is left to the server.
        bob.put(list(bob), Map.of("ignored_users", Map.of(bob.userId(), Map.of())));
        Sync before = bob.sync();
        String own = bob.say(room, "heard");
        assertThat(bob.syncSince(before).timeline("join", room)).extracting(event -> event.path("event_id").asText())
                .containsExactly(own);
    }

    @ParameterizedTest(name = "1.21.5 the list {0} ignores nobody")
    @ValueSource(strings = {"{}", "{\"ignored_users\":[]}", "{\"ignored_users\":\"everybody\"}",
            "{\"ignored_users\":{\"nobody\":{}}}"})
    void oddLists(String list) {
        Actor bob = homeserver.register("bob");
        Room room = RoomPlan.publicRoom().by(alice, bob);
        bob.put(list(bob), list);
        String heard = alice.say(room, "heard");
        assertThat(bob.sync().timeline("join", room)).extracting(event -> event.path("event_id").asText())
                .contains(heard);
    }

    private static Predicate<JsonNode> is(String type) {
        return event -> event.path("type").asText().equals(type);
    }

    private static void ignore(Actor reader, Actor... ignored) {
        Map<String, Object> users = new HashMap<>();
        for (Actor user : ignored) {
            users.put(user.userId(), Map.of());
        }
        reader.put(list(reader), Map.of("ignored_users", users)).ok();
    }

    private static Endpoint list(Actor reader) {
        return Endpoint.v3("user", reader.userId(), "account_data", "m.ignored_user_list");
    }
}
