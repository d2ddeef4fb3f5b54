package dev.vestibule.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.Relation;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Events that relate to others. */
interface RelationsContract extends StorageContract {
    private static Sight all(TestRoom room) {
        return new Sight(room.id(), List.of(new Span(0, Long.MAX_VALUE)), Set.of());
    }

    private static RelationListing listing(EventId parent, int depth) {
        return new RelationListing(parent, Optional.empty(), Optional.empty(), depth, new Span(0, Long.MAX_VALUE),
                Direction.BACKWARDS, 10);
    }

    private List<EventId> list(Sight sight, RelationListing listing) {
        return storage().read(snapshot -> snapshot.ofRelations().list(sight, listing)).stream()
                .map(stored -> stored.event().eventId()).toList();
    }

    private List<EventId> aggregated(Sight sight, EventId... parents) {
        return storage().read(snapshot -> snapshot.ofRelations().aggregated(sight, List.of(parents))).stream()
                .map(RelationRow::event).toList();
    }

    @Test
    default void whatRelatesToAnEventIsFoundInEitherOrder() {
        TestRoom room = TestRoom.create(storage(), ALICE);
        EventId parent = room.message(ALICE, "parent").eventId();
        EventId first = room.relate(ALICE, "m.reference", parent, JsonTree.object()).eventId();
        EventId second = room.relate(BOB, "x", parent, JsonTree.object()).eventId();
        room.message(ALICE, "unrelated");
        assertThat(list(all(room), listing(parent, 1))).containsExactly(second, first);
        assertThat(list(all(room), new RelationListing(parent, Optional.empty(), Optional.empty(), 1,
                new Span(0, Long.MAX_VALUE), Direction.FORWARDS, 1))).containsExactly(first);
        assertThat(list(all(room), new RelationListing(parent, Optional.of("x"), Optional.empty(), 1,
                new Span(0, Long.MAX_VALUE), Direction.BACKWARDS, 10))).containsExactly(second);
        assertThat(list(all(room), new RelationListing(parent, Optional.of("x"), Optional.of("other"), 1,
                new Span(0, Long.MAX_VALUE), Direction.BACKWARDS, 10))).isEmpty();
        assertThat(list(all(TestRoom.create(storage(), ALICE)), listing(parent, 1))).isEmpty();
    }

    @Test
    default void whatRelatesIndirectlyIsFoundAsFarAsAskedFor() {
        TestRoom room = TestRoom.create(storage(), ALICE);
        List<EventId> chain = new ArrayList<>(List.of(room.message(ALICE, "parent").eventId()));
        for (int i = 0; i < 4; i++) {
            chain.add(room.relate(ALICE, "x", chain.getLast(), JsonTree.object()).eventId());
        }
        assertThat(list(all(room), listing(chain.getFirst(), 3))).containsExactly(chain.get(3), chain.get(2),
                chain.get(1));
        EventId other = room.relate(ALICE, "y", chain.get(2), JsonTree.object()).eventId();
        assertThat(list(all(room), listing(chain.getFirst(), 3))).startsWith(other);
        assertThat(list(all(room), new RelationListing(chain.getFirst(), Optional.of("y"), Optional.empty(), 3,
                new Span(0, Long.MAX_VALUE), Direction.BACKWARDS, 10))).as("through relations of another type")
                .isEmpty();
    }

    @Test
    default void whatIsOutOfSightIsNotFound() {
        TestRoom room = TestRoom.create(storage(), ALICE);
        Event parent = room.message(ALICE, "parent");
        EventId hidden = room.relate(BOB, "m.thread", parent.eventId(), JsonTree.object()).eventId();
        EventId shown = room.relate(ALICE, "m.thread", parent.eventId(), JsonTree.object()).eventId();
        Sight withoutBob = new Sight(room.id(), List.of(new Span(0, Long.MAX_VALUE)), Set.of(BOB.value(), "nobody"));
        assertThat(list(withoutBob, listing(parent.eventId(), 1))).containsExactly(shown);
        assertThat(aggregated(withoutBob, parent.eventId())).containsExactly(shown);
        long at = storage().read(snapshot -> snapshot.event(hidden)).orElseThrow().position();
        Sight before = new Sight(room.id(), List.of(new Span(0, 1), new Span(at - 1, at)), Set.of());
        assertThat(list(before, listing(parent.eventId(), 1))).containsExactly(hidden);
        assertThat(aggregated(before, parent.eventId())).containsExactly(hidden);
        Sight nothing = new Sight(room.id(), List.of(), Set.of());
        assertThat(list(nothing, listing(parent.eventId(), 1))).isEmpty();
        assertThat(aggregated(nothing, parent.eventId())).isEmpty();
    }

    @Test
    default void aRedactionEndsTheRelation() {
        TestRoom room = TestRoom.create(storage(), ALICE);
        EventId parent = room.message(ALICE, "parent").eventId();
        EventId child = room.relate(ALICE, "m.thread", parent, JsonTree.object()).eventId();
        room.redact(ALICE, parent);
        assertThat(aggregated(all(room), parent)).containsExactly(child);
        room.redact(ALICE, child);
        assertThat(aggregated(all(room), parent)).isEmpty();
        assertThat(list(all(room), listing(parent, 1))).isEmpty();
    }

    @Test
    default void anEditIsKnownByItsNewContent() {
        TestRoom room = TestRoom.create(storage(), ALICE);
        EventId parent = room.message(ALICE, "parent").eventId();
        room.relate(ALICE, "m.replace", parent, JsonTree.object());
        room.relate(ALICE, "m.replace", parent, JsonTree.object().set("m.new_content", JsonTree.object()));
        assertThat(storage().<List<RelationRow>>read(
                snapshot -> snapshot.ofRelations().aggregated(all(room), List.of(parent))))
                .extracting(RelationRow::canReplace).containsExactly(false, true);
    }

    @Test
    default void whatIsMalformedIsNoRelation() throws Exception {
        TestRoom room = TestRoom.create(storage(), ALICE);
        EventId parent = room.message(ALICE, "parent").eventId();
        for (String relation : List.of("{\"event_id\": \"" + parent + "\"}", "{\"rel_type\": \"m.thread\"}", "[]",
                "{\"rel_type\": 1, \"event_id\": \"" + parent + "\"}",
                "{\"rel_type\": \"m.thread\", \"event_id\": \"no event ID\"}",
                "{\"rel_type\": \"" + "x".repeat(256) + "\", \"event_id\": \"" + parent + "\"}",
                "{\"rel_type\": \"a\\u0000\", \"event_id\": \"" + parent + "\"}")) {
            Event event = room.state(ALICE, "t", "", JsonTree.object().set("m.relates_to", JsonTree.read(relation)));
            assertThat(Relation.of(event)).as(relation).isEmpty();
        }
        assertThat(list(all(room), listing(parent, 1))).isEmpty();
    }

    @Test
    default void threadsAreInTheOrderOfTheirLatestEvents() {
        TestRoom room = TestRoom.create(storage(), ALICE);
        EventId alices = room.message(ALICE, "one").eventId();
        EventId bobs = room.message(BOB, "two").eventId();
        room.relate(BOB, "m.thread", bobs, JsonTree.object());
        room.relate(BOB, "m.thread", alices, JsonTree.object());
        long upTo = storage().position();
        assertThat(threads(all(room), Optional.empty(), upTo)).containsExactly(alices, bobs);
        assertThat(threads(all(room), Optional.empty(), upTo - 1)).containsExactly(bobs);
        assertThat(threads(all(room), Optional.of(ALICE), upTo)).containsExactly(alices);
        assertThat(threads(all(room), Optional.of(BOB), upTo)).containsExactly(alices, bobs);
        assertThat(threads(all(room), Optional.of(CAROL), upTo)).isEmpty();
        room.relate(CAROL, "m.thread", bobs, JsonTree.object());
        assertThat(threads(all(room), Optional.empty(), upTo + 1)).containsExactly(bobs, alices);
        assertThat(threads(all(room), Optional.of(CAROL), upTo + 1)).containsExactly(bobs);
        Sight withoutCarol = new Sight(room.id(), List.of(new Span(0, Long.MAX_VALUE)), Set.of(CAROL.value()));
        assertThat(threads(withoutCarol, Optional.empty(), upTo + 1)).containsExactly(alices, bobs);
    }

    private List<EventId> threads(Sight sight, Optional<UserId> participant, long upTo) {
        return storage().read(snapshot -> snapshot.ofRelations().threads(sight, participant, upTo, 10)).stream()
                .map(thread -> thread.root().event().eventId()).toList();
    }

    @Test
    default void anAnnotationIsKnownBeforeItIsCommittedAndUntilItIsRedacted() throws Exception {
        TestRoom room = TestRoom.create(storage(), ALICE);
        EventId parent = room.message(ALICE, "parent").eventId();
        Annotation annotation = new Annotation(ALICE, "m.room.message", parent, "+1");
        List<Callable<Optional<Event>>> attempts = IntStream.range(0, 20)
                .<Callable<Optional<Event>>>mapToObj(_ -> () -> room.write(transaction -> transaction
                        .isAnnotated(annotation)
                                ? Optional.empty()
                                : Optional.of(room.relate(transaction, ALICE, "m.annotation", parent, key("+1")))))
                .toList();
        List<Event> sent = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Optional<Event>> attempt : executor.invokeAll(attempts)) {
                attempt.get().ifPresent(sent::add);
            }
        }
        assertThat(sent).hasSize(1);
        room.relate(ALICE, "m.annotation", parent, key("-1"));
        assertThat(isAnnotated(room, new Annotation(BOB, "m.room.message", parent,
                "+1"))).isFalse();
        room.redact(ALICE, sent.getFirst().eventId());
        assertThat(isAnnotated(room, annotation)).isFalse();
        assertThat(isAnnotated(room, new Annotation(ALICE, "m.room.message", parent,
                "-1"))).isTrue();
    }

    private static boolean isAnnotated(TestRoom room, Annotation annotation) {
        return room.<Boolean>write(transaction -> transaction.isAnnotated(annotation));
    }

    private static ObjectNode key(String key) {
        ObjectNode content = JsonTree.object();
        content.withObjectProperty("m.relates_to").put("key", key);
        return content;
    }
}
