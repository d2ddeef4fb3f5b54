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
import dev.vestibule.conformance.suite.Sync;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What users are notified of: {@code unread_notifications} in sync, and {@code GET /notifications}. */
@ConformanceTest
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
final class NotificationsTest {
    private static final String BY_THREAD = "{\"room\":{\"timeline\":{\"unread_thread_notifications\":true}}}";
    private static final String READ = "m.read";

    private final Homeserver homeserver;
    private final Actor alice;
    private final Actor bob;
    private final Room room;

    NotificationsTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
        room = RoomPlan.publicRoom().by(alice, bob);
    }

    @Test
    @DisplayName("7.14 messages of others are counted until a receipt, public or private, says that they are read")
    void untilRead() {
        assertCounts(0, 0);
        String first = alice.say(room, "one");
        alice.say(room, "two");
        assertCounts(2, 0);
        read(READ, first);
        assertCounts(1, 0);
        String third = alice.say(room, "three");
        assertCounts(2, 0);
        read("m.fully_read", third);
        assertCounts(2, 0);
        read("m.read.private", third);
        assertCounts(0, 0);
        assertThat(counts(alice.sync().room("join", room))).isEqualTo("0 0");
    }

    @Test
    @DisplayName("7.14, 5.5 counts change with each incremental sync that brings something")
    void incremental() {
        Sync before = bob.sync();
        alice.say(room, "one");
        Sync after = bob.syncSince(before);
        assertThat(counts(after.room("join", room))).isEqualTo("1 0");
        String last = alice.say(room, "hello " + bob.localpart());
        Sync next = bob.syncSince(after);
        assertThat(counts(next.room("join", room))).isEqualTo("2 1");
        read(READ, last);
        Sync read = Sync.until(bob, next, "the receipt", sync -> !sync.room("join", room).isMissingNode());
        assertThat(counts(read.room("join", room))).isEqualTo("0 0");
    }

    @Test
    @DisplayName("7.14 a mention, the user's name and a word of a rule highlight; m.mentions beats guessing by name")
    void highlights() {
        send("{\"msgtype\":\"m.text\",\"body\":\"x\",\"m.mentions\":{\"user_ids\":[\"" + bob.userId() + "\"]}}");
        assertCounts(1, 1);
        send("{\"msgtype\":\"m.text\",\"body\":\"" + bob.localpart() + "\",\"m.mentions\":{}}");
        assertCounts(2, 1);
        send("{\"msgtype\":\"m.text\",\"body\":\"" + bob.localpart() + "\"}");
        assertCounts(3, 2);
        bob.put(Endpoint.v3("pushrules", "global", "content", "cake"),
                Map.of("pattern", "ca?e", "actions", List.of("notify", Map.of("set_tweak", "highlight")))).ok();
        send("{\"msgtype\":\"m.text\",\"body\":\"Who wants CAKE?\"}");
        send("{\"msgtype\":\"m.text\",\"body\":\"cupcakes\"}");
        assertCounts(5, 3);
    }

    @Test
    @DisplayName("7.14 @room notifies with a highlight if the sender has the level for it")
    void wholeRoom() {
        send("{\"msgtype\":\"m.text\",\"body\":\"@room\"}");
        send("{\"msgtype\":\"m.text\",\"body\":\"x\",\"m.mentions\":{\"room\":true}}");
        assertCounts(2, 2);
        Sync before = alice.sync();
        bob.say(room, "@room");
        assertThat(counts(alice.syncSince(before).room("join", room))).isEqualTo("1 0");
    }

    @Test
    @DisplayName("7.14, 5.9.4 notices, edits, reactions and the memberships of others are not counted")
    void silence() {
        String event = send("{\"msgtype\":\"m.notice\",\"body\":\"x\"}");
        send("{\"msgtype\":\"m.text\",\"body\":\"* y\",\"m.new_content\":{\"msgtype\":\"m.text\",\"body\":\"y\"},"
                + "\"m.relates_to\":{\"rel_type\":\"m.replace\",\"event_id\":\"" + event + "\"}}");
        alice.put(room.endpoint("send", "m.reaction", homeserver.freshName("txn")), Json.parse(
                "{\"m.relates_to\":{\"rel_type\":\"m.annotation\",\"key\":\"+\",\"event_id\":\"" + event + "\"}}"))
                .ok();
        homeserver.register("carol").join(room).ok();
        assertCounts(0, 0);
    }

    @Test
    @DisplayName("7.14, 7.15 a rule of the room silences; a condition nobody knows matches nothing")
    void rules() {
        bob.put(Endpoint.v3("pushrules", "global", "override", "unknown"), Map.of("actions", List.of(), "conditions",
                List.of(Map.of("kind", "org.example.unknown")))).ok();
        alice.say(room, "one");
        assertCounts(1, 0);
        bob.put(Endpoint.v3("pushrules", "global", "room", room.id()), Map.of("actions", List.of())).ok();
        String last = alice.say(room, "two");
        read(READ, last);
        alice.say(room, "three");
        assertCounts(0, 0);
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("7.14, 7.15 a rule of the sender silences what they say")
    void senderRule() {
        bob.put(Endpoint.v3("pushrules", "global", "sender", alice.userId()), Map.of("actions", List.of())).ok();
        read(READ, alice.say(room, "one"));
        alice.say(room, "two");
        assertCounts(0, 0);
    }

    @Test
    @DisplayName("7.14 a message that is redacted is counted no longer")
    void redacted() {
        Sync before = bob.sync();
        String event = alice.say(room, "one");
        alice.say(room, "two");
        Sync after = bob.syncSince(before);
        assertThat(counts(after.room("join", room))).isEqualTo("2 0");
        alice.put(room.endpoint("redact", event, homeserver.freshName("txn")), Map.of()).ok();
        assertThat(counts(bob.syncSince(after).room("join", room))).isEqualTo("1 0");
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("7.14 who says something has read what was said before")
    void answering() {
        alice.say(room, "one");
        assertCounts(1, 0);
        bob.say(room, "I have seen that");
        assertCounts(0, 0);
        alice.say(room, "two");
        assertCounts(1, 0);
        assertThat(Json.elements(bob.get(Endpoint.v3("notifications")).ok().json().path("notifications")))
                .filteredOn(one -> one.path("event").path("type").asText().equals("m.room.message"))
                .extracting(one -> one.path("read").asBoolean()).containsExactly(false, true);
    }

    @Test
    @DisplayName("7.14, 7.34 notifications of threads are counted apart if the filter says so, and read by receipts of threads")
    void threads() {
        String root = alice.say(room, "root");
        String first = inThread(root, "hello " + bob.localpart());
        inThread(root, "more");
        alice.say(room, "in the main timeline");
        assertCounts(4, 1);
        JsonNode byThread = bob.syncThrough(BY_THREAD).room("join", room);
        assertThat(counts(byThread)).isEqualTo("2 0");
        assertThat(count(byThread.path("unread_thread_notifications").path(root))).isEqualTo("2 1");
        bob.post(room.endpoint("receipt", READ, first), Map.of("thread_id", root)).ok();
        byThread = bob.syncThrough(BY_THREAD).room("join", room);
        assertThat(counts(byThread)).isEqualTo("2 0");
        assertThat(count(byThread.path("unread_thread_notifications").path(root))).isEqualTo("1 0");
        bob.post(room.endpoint("receipt", READ, root), Map.of("thread_id", "main")).ok();
        assertCounts(2, 0);
        read(READ, alice.say(room, "the last"));
        byThread = bob.syncThrough(BY_THREAD).room("join", room);
        assertThat(counts(byThread)).isEqualTo("0 0");
        assertThat(byThread.path("unread_thread_notifications").isMissingNode()).isTrue();
    }

    @Test
    @DisplayName("7.37 GET /notifications lists what notified, the newest first, with actions, and whether it is read")
    void listed() {
        String first = alice.say(room, "one");
        read(READ, first);
        alice.putState(room, "m.room.topic", "", Map.of("topic", "of no interest")).ok();
        String second = alice.say(room, "hello " + bob.localpart());
        List<JsonNode> listed = messages(bob.get(Endpoint.v3("notifications")).ok().json());
        assertThat(listed).extracting(one -> one.path("event").path("event_id").asText())
                .containsExactly(second, first);
        assertThat(listed).extracting(one -> one.path("read").asBoolean()).containsExactly(false, true);
        JsonNode newest = listed.getFirst();
        assertThat(newest.path("room_id").asText()).isEqualTo(room.id());
        assertThat(newest.path("ts").isIntegralNumber()).isTrue();
        assertThat(Json.elements(newest.path("actions"))).extracting(JsonNode::asText).contains("notify");
        assertThat(newest.path("event").path("content").path("body").asText()).startsWith("hello");
        assertThat(messages(bob.get(Endpoint.v3("notifications").with("only", "highlight")).ok().json()))
                .extracting(one -> one.path("event").path("event_id").asText()).containsExactly(second);
        assertThat(messages(alice.get(Endpoint.v3("notifications")).ok().json())).isEmpty();
    }

    @Test
    @DisplayName("7.37 GET /notifications comes in pages")
    void pages() {
        List<String> said = List.of(alice.say(room, "1"), alice.say(room, "2"), alice.say(room, "3"));
        Endpoint two = Endpoint.v3("notifications").with("limit", 2);
        JsonNode page = bob.get(two).ok().json();
        assertThat(ids(page)).containsExactly(said.get(2), said.get(1));
        JsonNode last = bob.get(two.with("from", page.path("next_token").asText())).ok().json();
        assertThat(ids(last)).containsExactly(said.get(0));
        bob.get(Endpoint.v3("notifications").with("from", "nonsense")).clientError();
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("7.37 the last page of GET /notifications has no next_token")
    void lastPage() {
        alice.say(room, "1");
        assertThat(bob.get(Endpoint.v3("notifications")).ok().json().has("next_token")).isFalse();
    }

    @Test
    @DisplayName("5.9.4, 7.37 an invite of the user notifies, invites of others do not")
    void invites() {
        Room other = RoomPlan.inviteRoom().by(alice);
        alice.invite(other, homeserver.register("carol")).ok();
        alice.invite(other, bob).ok();
        List<JsonNode> listed = Json.elements(bob.get(Endpoint.v3("notifications")).ok().json().path("notifications"));
        assertThat(listed).hasSize(1);
        assertThat(listed.getFirst().path("room_id").asText()).isEqualTo(other.id());
        assertThat(listed.getFirst().path("event").path("state_key").asText()).isEqualTo(bob.userId());
    }

    @Test
    @DisplayName("1.21, 7.37 who is ignored notifies of nothing")
    void ignored() {
        bob.put(Endpoint.v3("user", bob.userId(), "account_data", "m.ignored_user_list"),
                Map.of("ignored_users", Map.of(alice.userId(), Map.of()))).ok();
        alice.say(room, "hello " + bob.localpart());
        assertCounts(0, 0);
        assertThat(ids(bob.get(Endpoint.v3("notifications")).ok().json())).isEmpty();
    }

    private static List<String> ids(JsonNode page) {
        return messages(page).stream().map(one -> one.path("event").path("event_id").asText()).toList();
    }

    private static List<JsonNode> messages(JsonNode page) {
        return Json.elements(page.path("notifications")).stream()
                .filter(one -> one.path("event").path("type").asText().equals("m.room.message")).toList();
    }

    private String send(String content) {
        return alice.put(room.endpoint("send", "m.room.message", homeserver.freshName("txn")), Json.parse(content))
                .ok().string("event_id");
    }

    private String inThread(String root, String text) {
        return send("{\"msgtype\":\"m.text\",\"body\":\"" + text + "\",\"m.relates_to\":{\"rel_type\":\"m.thread\","
                + "\"event_id\":\"" + root + "\"}}");
    }

    private void read(String kind, String event) {
        bob.post(room.endpoint("receipt", kind, event), Map.of()).ok();
    }

    private void assertCounts(int notifications, int highlights) {
        assertThat(counts(bob.sync().room("join", room))).isEqualTo(notifications + " " + highlights);
    }

    private static String counts(JsonNode joined) {
        return count(joined.path("unread_notifications"));
    }

    private static String count(JsonNode counts) {
        return counts.path("notification_count").asText() + " " + counts.path("highlight_count").asText();
    }
}
