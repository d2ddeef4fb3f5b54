package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.Answer;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.DiffersFromSynapse;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Json;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import dev.vestibule.conformance.suite.Sync;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code POST /rooms/{roomId}/receipt/…} and {@code POST /rooms/{roomId}/read_markers}. */
@ConformanceTest
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
final class ReceiptTest {

    private final Homeserver homeserver;
    private final Actor alice;
    private final Actor bob;
    private final Room room;
    private final String event;

    ReceiptTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
        room = RoomPlan.publicRoom().by(alice, bob);
        event = alice.say(room, "read me");
    }

    @Test
    @DisplayName("7.34 a read receipt is told to all members, and to who comes later")
    void isTold() {
        Sync before = alice.sync();
        mark(bob, "m.read", event).ok();
        Sync after = Sync.until(alice, before, "the receipt", sync -> said(sync, "m.read", bob).isObject());
        assertThat(said(after, "m.read", bob).path("ts").isIntegralNumber()).isTrue();
        Actor carol = homeserver.register("carol");
        carol.join(room).ok();
        assertThat(said(carol.sync(), "m.read", bob).isObject()).isTrue();
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("7.34, 5.5.3 who joins is told the receipts of the room in the next incremental sync, too")
    void isToldToWhoJoins() {
        mark(bob, "m.read", event).ok();
        Actor carol = homeserver.register("carol");
        Sync alone = carol.sync();
        carol.join(room).ok();
        assertThat(said(carol.syncSince(alone), "m.read", bob).isObject()).isTrue();
    }

    @Test
    @DisplayName("7.34 a private receipt is told to its user alone")
    void isPrivate() {
        Sync before = alice.sync();
        Sync bobsBefore = bob.sync();
        mark(bob, "m.read.private", event).ok();
        Sync.until(bob, bobsBefore, "the receipt", sync -> said(sync, "m.read.private", bob).isObject());
        alice.say(room, "something to wake up for");
        Sync after = Sync.until(alice, before, "the message", sync -> !sync.timeline("join", room).isEmpty());
        assertThat(said(after, "m.read.private", bob).isMissingNode()).isTrue();
        assertThat(said(alice.sync(), "m.read.private", bob).isMissingNode()).isTrue();
    }

    @Test
    @DisplayName("7.34 a receipt of a thread names it")
    void ofAThread() {
        Sync before = alice.sync();
        bob.post(room.endpoint("receipt", "m.read", event), Map.of("thread_id", "main")).ok();
        Sync after = Sync.until(alice, before, "the receipt", sync -> said(sync, "m.read", bob).isObject());
        assertThat(said(after, "m.read", bob).path("thread_id").asText()).isEqualTo("main");
    }

    @Test
    @DisplayName("7.34 m.fully_read comes as account data of the room, by both endpoints, and leaves no receipt")
    void fullyRead() {
        Sync before = bob.sync();
        mark(bob, "m.fully_read", event).ok();
        Sync after = Sync.until(bob, before, "the marker", sync -> fullyRead(sync).equals(event));
        String next = alice.say(room, "another");
        bob.post(room.endpoint("read_markers"), Map.of("m.fully_read", next, "m.read", next)).ok();
        Sync.until(bob, after, "the next marker", sync -> fullyRead(sync).equals(next));
        Sync whole = bob.sync();
        assertThat(fullyRead(whole)).isEqualTo(next);
        assertThat(said(whole, next, "m.read", bob).isObject()).isTrue();
        assertThat(said(whole, next, "m.fully_read", bob).isMissingNode()).isTrue();
    }

    @Test
    @DisplayName("7.34, 5.9.2 no receipt by who is not joined, of another kind, or with a thread that is no string")
    void refused() {
        mark(homeserver.register("carol"), "m.read", event).forbidden();
        mark(bob, "m.nonsense", event).clientError();
        bob.post(room.endpoint("receipt", "m.read", event), Map.of("thread_id", 1)).clientError();
        bob.post(room.endpoint("receipt", "m.fully_read", event), Map.of("thread_id", "main")).clientError();
    }

    @Test
    @DisplayName("7.34 a receipt in a thread is for an event of that thread, or its root")
    void otherThreads() {
        String root = alice.say(room, "root");
        String main = alice.say(room, "in no thread");
        String reply = alice.say(room, Map.of("msgtype", "m.text", "body", "reply", "m.relates_to",
                Map.of("rel_type", "m.thread", "event_id", root)));
        bob.post(room.endpoint("receipt", "m.read", main), Map.of("thread_id", root)).refused(400, "M_INVALID_PARAM");
        bob.post(room.endpoint("receipt", "m.read", main), Map.of("thread_id", "$none")).refused(400,
                "M_INVALID_PARAM");
        bob.post(room.endpoint("receipt", "m.read", reply), Map.of("thread_id", "main")).refused(400,
                "M_INVALID_PARAM");
        bob.post(room.endpoint("receipt", "m.read", root), Map.of("thread_id", root)).ok();
        bob.post(room.endpoint("receipt", "m.read", reply), Map.of("thread_id", root)).ok();
        bob.post(room.endpoint("receipt", "m.read", main), Map.of("thread_id", "main")).ok();
    }

    private Answer mark(Actor user, String kind, String eventId) {
        return user.post(room.endpoint("receipt", kind, eventId), Map.of());
    }

    private JsonNode said(Sync sync, String kind, Actor user) {
        return said(sync, event, kind, user);
    }

    private JsonNode said(Sync sync, String eventId, String kind, Actor user) {
        return Json.elements(sync.room("join", room).path("ephemeral").path("events")).stream()
                .filter(told -> told.path("type").asText().equals("m.receipt"))
                .map(told -> told.path("content").path(eventId).path(kind).path(user.userId()))
                .findFirst().orElse(sync.json().path("nowhere"));
    }

    private String fullyRead(Sync sync) {
        return Json.elements(sync.room("join", room).path("account_data").path("events")).stream()
                .filter(data -> data.path("type").asText().equals("m.fully_read"))
                .map(data -> data.path("content").path("event_id").asText()).findFirst().orElse("");
    }
}
