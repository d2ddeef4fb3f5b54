package dev.vestibule.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.RoomId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Events that are found by what they say. */
interface SearchContract extends StorageContract {
    private List<EventId> search(Set<RoomId> rooms, Span part, int limit, String... words) {
        return storage().read(snapshot -> snapshot.search(new EventSearch(rooms, Set.of("m.room.message"),
                List.of(words), part, limit))).stream().map(stored -> stored.event().eventId()).toList();
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
        assertThat(search(both, all, 10, "apple")).containsExactly(second, first);
        assertThat(search(both, all, 1, "apple")).containsExactly(second);
        assertThat(search(both, all, 10, "apple", "day")).containsExactly(first);
        assertThat(search(Set.of(other.id()), all, 10, "apple")).containsExactly(second);
        assertThat(search(both, new Span(0, all.upTo() - 2), 10, "apple")).containsExactly(first);
        assertThat(search(both, all, 10, "a_ple")).isEmpty();
        room.redact(ALICE, first);
        assertThat(search(both, all, 10, "apple")).containsExactly(second);
    }

    @Test
    default void thePositionBehindSoManyEventsIsKnown() {
        TestRoom room = TestRoom.create(storage(), ALICE);
        TestRoom other = TestRoom.create(storage(), ALICE);
        room.message(ALICE, "one");
        long here = storage().position();
        other.message(ALICE, "two");
        room.message(ALICE, "three");
        long end = storage().position();
        storage().read(snapshot -> {
            assertThat(snapshot.positionBefore(Set.of(room.id()), end, 1)).isEqualTo(here);
            assertThat(snapshot.positionBefore(Set.of(room.id()), end, 100)).isZero();
            assertThat(snapshot.positionBefore(Set.of(room.id(), other.id()), end, 2)).isEqualTo(here);
            assertThat(snapshot.positionBefore(Set.of(room.id()), here, 0)).isEqualTo(here);
            return null;
        });
    }
}
