package dev.vestibule.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.json.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Events that lose their content. */
interface RedactionsContract extends StorageContract {
    StateKey TOPIC = new StateKey(EventType.TOPIC, "");

    @Test
    default void aRedactedEventKeepsItsPlaceAndLosesItsContent() {
        TestRoom room = TestRoom.create(storage(), ALICE);
        Event message = room.message(ALICE, "secret");
        Event redaction = room.redact(ALICE, message.eventId());

        StoredEvent stored = event(message.eventId());
        assertThat(stored.position()).isEqualTo(3);
        assertThat(stored.event().content()).isEmpty();
        assertThat(stored.event().pdu().toString()).doesNotContain("secret");
        assertThat(stored.redaction()).contains(new StoredEvent.RedactedBy(redaction.eventId(), 4));
        assertThat(event(redaction.eventId()).redaction()).isEmpty();
    }

    @Test
    default void theRoomsStateIsWhatIsLeft() {
        TestRoom room = TestRoom.create(storage(), ALICE);
        Event first = room.state(ALICE, EventType.TOPIC, "", "first");
        Event second = room.state(ALICE, EventType.TOPIC, "", "second");
        room.redact(ALICE, first.eventId());
        assertThat(room.write(transaction -> transaction.state(TOPIC)).orElseThrow().content()).isNotEmpty();

        room.write(transaction -> {
            room.redact(transaction, ALICE, second.eventId());
            assertThat(transaction.state(TOPIC).orElseThrow().content()).isEmpty();
            return null;
        });
        assertThat(room.write(transaction -> transaction.state(TOPIC)).orElseThrow().content()).isEmpty();
        storage().read(snapshot -> {
            assertThat(snapshot.state(room.id(), TOPIC).orElseThrow().event().content()).isEmpty();
            assertThat(snapshot.stateHistory(room.id(), TOPIC)).extracting(stored -> stored.event().content().size())
                    .containsExactly(0, 0);
            return null;
        });
    }

    @Test
    default void aRedactedInviteIsStrippedInItsStrippedStateToo() {
        TestRoom room = TestRoom.create(storage(), ALICE);
        Event invite = room.write(transaction -> {
            Event event = room.build(transaction, BOB, Membership.INVITE);
            ArrayNode stripped = JsonTree.array();
            stripped.addObject().put("type", EventType.NAME).put("state_key", "").putObject("content").put("name", "x");
            stripped.addObject().put("type", EventType.MEMBER).put("state_key", BOB.value()).putObject("content")
                    .put("membership", "invite").put("reason", "secret");
            transaction.append(event, new EventDetails(Optional.of(stripped), Optional.empty(), Optional.empty()));
            return event;
        });
        room.redact(ALICE, invite.eventId());

        assertThat(event(invite.eventId()).details().strippedState().orElseThrow()).isEqualTo(JsonTree.array()
                .add(JsonTree.object().put("type", EventType.NAME).put("state_key", "")
                        .set("content", JsonTree.object().put("name", "x")))
                .add(JsonTree.object().put("type", EventType.MEMBER).put("state_key", BOB.value())
                        .set("content", JsonTree.object().put("membership", "invite"))));
    }

    @Test
    default void theFirstOfTwoRedactionsCounts() {
        TestRoom room = TestRoom.create(storage(), ALICE);
        Event message = room.message(ALICE, "secret");
        Event first = room.redact(ALICE, message.eventId());
        room.redact(ALICE, message.eventId());
        assertThat(event(message.eventId()).redaction().orElseThrow().event()).isEqualTo(first.eventId());
    }

    @Test
    default void anEventOfAnotherRoomIsNotRedacted() {
        Event elsewhere = TestRoom.create(storage(), ALICE).message(ALICE, "secret");
        TestRoom room = TestRoom.create(storage(), ALICE);
        assertThatThrownBy(() -> room.redact(ALICE, elsewhere.eventId())).isInstanceOf(IllegalArgumentException.class);
        assertThat(event(elsewhere.eventId()).event().content()).isNotEmpty();
    }

    /** What was read before a redaction is the event as it was, and must not be what later readers are shown. */
    @Test
    default void anOlderSnapshotDoesNotBringTheContentBack() {
        TestRoom room = TestRoom.create(storage(), ALICE);
        List<Event> messages = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            messages.add(room.message(ALICE, "secret"));
        }
        AtomicBoolean done = new AtomicBoolean();
        Thread reader = Thread.ofVirtual().start(() -> {
            while (!done.get()) {
                storage().read(snapshot -> {
                    long newest = snapshot.position();
                    for (StoredEvent stored : snapshot.timeline(room.id(), 0, newest, Direction.FORWARDS, 100)) {
                        boolean redacted = stored.redaction().isPresent();
                        assertThat(redacted && stored.redaction().get().position() > newest).isFalse();
                    }
                    return null;
                });
            }
        });
        messages.forEach(message -> {
            room.redact(ALICE, message.eventId());
            assertThat(event(message.eventId()).event().content()).isEmpty();
        });
        done.set(true);
        try {
            reader.join();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
        messages.forEach(message -> assertThat(event(message.eventId()).event().content()).isEmpty());
    }

    private StoredEvent event(EventId id) {
        return storage().read(snapshot -> snapshot.event(id)).orElseThrow();
    }
}
