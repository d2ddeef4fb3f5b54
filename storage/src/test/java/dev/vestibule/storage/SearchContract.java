package dev.vestibule.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.RoomId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Events that are found by what they say. */
interface SearchContract extends StorageContract {
    private List<EventId> search(Set<RoomId> rooms, Span part, String... words) {
        return storage().read(snapshot -> snapshot.search(new EventSearch(rooms, Set.of("m.room.message"),
                List.of(words), part))).stream().map(stored -> stored.event().eventId()).toList();
    }

    @Test
    default void eventsAreFoundByTheirWordsTheLatestFirst() {
        TestRoom room = TestRoom.create(storage(), ALICE);
        TestRoom other = TestRoom.create(storage(), ALICE);
        EventId first = room.message(ALICE, "An Apple a day").eventId();
        EventId second = other.message(BOB, "apples and pears").eventId();
        room.state(ALICE, "m.room.topic", "", "apple");
        Span all = new Span(0, storage().position());
        Set<RoomId> both = Set.of(room.id(), other.id());
        assertThat(search(both, all, "apple")).containsExactly(second, first);
        assertThat(search(both, all, "apple", "day")).containsExactly(first);
        assertThat(search(Set.of(other.id()), all, "apple")).containsExactly(second);
        assertThat(search(both, new Span(0, all.upTo() - 2), "apple")).containsExactly(first);
        assertThat(search(both, all, "a_ple")).isEmpty();
        room.redact(ALICE, first);
        assertThat(search(both, all, "apple")).containsExactly(second);
    }

    @Test
    default void roomsAreWalkedThroughOnceFromTheNewestEventOn() {
        TestRoom room = TestRoom.create(storage(), ALICE);
        room.message(ALICE, "one");
        long here = storage().position();
        TestRoom other = TestRoom.create(storage(), ALICE);
        other.message(ALICE, "two");
        room.message(ALICE, "three");
        Set<RoomId> both = Set.of(room.id(), other.id());
        List<StoredEvent> expected = storage().<List<StoredEvent>>read(snapshot -> both.stream()
                .flatMap(id -> snapshot.timeline(id, 0, snapshot.position(), Direction.FORWARDS, 100).stream())
                .sorted(Comparator.comparingLong(StoredEvent::position).reversed()).toList());
        storage().read(snapshot -> {
            RoomsWalk walk = snapshot.walk(both, snapshot.position(), 10_000);
            assertThat(passed(snapshot, walk, both)).isEqualTo(expected);
            assertThat(walk.rest()).isZero();
            RoomsWalk lower = snapshot.walk(Set.of(other.id()), here, 10_000);
            assertThat(lower.rest()).as("nothing of the room is left below").isZero();
            assertThat(passed(snapshot, lower, both)).isEmpty();
            RoomsWalk none = snapshot.walk(Set.of(room.id()), here, 0);
            assertThat(none.next()).isEmpty();
            assertThat(none.rest()).isEqualTo(here);
            assertThat(snapshot.walk(Set.of(), here, 10).next()).isEmpty();
            return null;
        });
    }

    private static List<StoredEvent> passed(Snapshot snapshot, RoomsWalk walk, Set<RoomId> rooms) {
        List<StoredEvent> passed = new ArrayList<>();
        for (Optional<Span> part = walk.next(); part.isPresent(); part = walk.next()) {
            passed.addAll(snapshot.events(rooms, part.get()));
        }
        return passed;
    }
}
