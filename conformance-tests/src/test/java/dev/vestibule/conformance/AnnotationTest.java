package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.Answer;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Relate;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is asked of events that relate to others before they are sent, reactions above all. */
@ConformanceTest
final class AnnotationTest {

    private final Homeserver homeserver;
    private final Actor alice;
    private final Actor bob;

    AnnotationTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
    }

    private static Answer annotate(Actor who, Room room, String event, String key) {
        return who.sendEvent(room, "m.reaction", Relate.reaction(event, key));
    }

    @Test
    @DisplayName("2.2.39 the same reaction of the same user to the same event is 400 M_DUPLICATE_ANNOTATION")
    void twice() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        String event = alice.say(room, "hello");
        bob.react(room, event, "👍");
        annotate(bob, room, event, "👍").refused(400, "M_DUPLICATE_ANNOTATION");
        annotate(alice, room, event, "👍").ok();
        annotate(bob, room, event, "👎").ok();
        annotate(bob, room, alice.say(room, "another"), "👍").ok();
        bob.sendEvent(room, "org.example.reaction", Relate.reaction(event, "👍")).ok();
    }

    @Test
    @DisplayName("2.2.39 a repeated request with the same transaction ID is no second reaction")
    void sameTransaction() {
        Room room = RoomPlan.publicRoom().by(alice);
        Endpoint send = room.endpoint("send", "m.reaction", homeserver.freshName("txn"));
        Map<String, Object> reaction = Relate.reaction(alice.say(room, "hello"), "👍");
        String first = alice.put(send, reaction).ok().string("event_id");
        assertThat(alice.put(send, reaction).ok().string("event_id")).isEqualTo(first);
    }

    @Test
    @DisplayName("2.2.39, 7.32 a reaction that was redacted can be sent again")
    void afterRedaction() {
        Room room = RoomPlan.publicRoom().by(alice);
        String event = alice.say(room, "hello");
        alice.redact(room, alice.react(room, event, "👍")).ok();
        alice.react(room, event, "👍");
        annotate(alice, room, event, "👍").refused(400, "M_DUPLICATE_ANNOTATION");
    }

    @Test
    @DisplayName("2.2.39 an annotation without a key, or with a very long one, is 400")
    void withoutKey() {
        Room room = RoomPlan.publicRoom().by(alice);
        String event = alice.say(room, "hello");
        alice.sendEvent(room, "m.reaction", Relate.by("m.annotation", event)).refused(400, "M_UNKNOWN");
        annotate(alice, room, event, "x".repeat(501)).refused(400, "M_UNKNOWN");
        annotate(alice, room, event, "👍".repeat(500)).ok();
    }

    @Test
    @DisplayName("7.38 an event that relates to an unknown event, or to one of another room, is 400")
    void unknownParent() {
        Room room = RoomPlan.publicRoom().by(alice);
        Room other = RoomPlan.publicRoom().by(alice);
        alice.sendEvent(room, "m.room.message", Relate.by("m.reference", "$unknown")).refused(400, "M_UNKNOWN");
        alice.sendEvent(room, "m.room.message", Relate.by("m.reference", alice.say(other, "elsewhere")))
                .refused(400, "M_UNKNOWN");
    }

    @Test
    @DisplayName("7.38 no thread begins at an event that itself relates to another one: 400")
    void threadOnRelation() {
        Room room = RoomPlan.publicRoom().by(alice);
        String root = alice.say(room, "root");
        for (String child : new String[]{alice.say(room, Relate.inThread(root, "in the thread")),
                alice.say(room, Relate.by("m.reference", root)), alice.react(room, root, "👍"),
                alice.say(room, Relate.edit(root, "edited"))}) {
            alice.sendEvent(room, "m.room.message", Relate.inThread(child, "nested")).refused(400, "M_UNKNOWN");
        }
        String reply = alice.say(room, Map.of("msgtype", "m.text", "body", "reply", "m.relates_to",
                Map.of("m.in_reply_to", Map.of("event_id", root))));
        alice.say(room, Relate.inThread(reply, "a reply can be a root"));
    }

    @Test
    @DisplayName("7.38 who may not send hears that, not whether there is such an event")
    void powerFirst() {
        Room room = RoomPlan.publicRoom().requires("events_default", 50).by(alice, bob);
        bob.sendEvent(room, "m.room.message", Relate.by("m.reference", alice.say(room, "hello"))).forbidden();
    }
}
