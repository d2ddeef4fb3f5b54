package dev.vestibule.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.id.UserId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Many at once. */
interface ConcurrencyContract extends StorageContract {
    int WRITERS = 200;

    @Test
    default void manyWritersOfOneRoomMakeOneHistory() throws Exception {
        TestRoom room = TestRoom.create(storage(), ALICE);
        List<Callable<Event>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            UserId user = TestRoom.user("user" + i);
            writers.add(() -> room.set(user, Membership.JOIN));
        }
        runAll(writers);

        storage().read(snapshot -> {
            assertThat(snapshot.position()).isEqualTo(2 + WRITERS);
            assertThat(snapshot.room(room.id()).orElseThrow().joinedMembers()).isEqualTo(1 + WRITERS);
            assertThat(snapshot.timeline(room.id(), 0, Long.MAX_VALUE, Direction.FORWARDS, 1000))
                    .extracting(event -> event.event().depth())
                    .containsExactlyElementsOf(LongStream.rangeClosed(1, 2 + WRITERS).boxed().toList());
            return null;
        });
    }

    @Test
    default void manyJoinsOfOneUserMakeOneEvent() throws Exception {
        TestRoom room = TestRoom.create(storage(), ALICE);
        Callable<Optional<Event>> join = () -> room.write(transaction -> transaction.membership(BOB)
                .filter(Membership.JOIN::equals).isPresent()
                        ? transaction.state(StateKey.member(BOB))
                        : Optional.of(room.append(transaction, BOB, Membership.JOIN)));
        Set<Event> joins = new HashSet<>();
        for (Future<Optional<Event>> done : runAll(Collections.nCopies(WRITERS, join))) {
            joins.add(done.get().orElseThrow());
        }
        assertThat(joins).hasSize(1);
        assertThat(storage().position()).isEqualTo(3);
    }

    @Test
    default void manyRoomsAreWrittenAtOnce() throws Exception {
        List<Callable<Event>> writers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            TestRoom room = TestRoom.prepared(storage(), ALICE);
            writers.add(() -> {
                room.create();
                Event last = null;
                for (int j = 0; j < 10; j++) {
                    last = room.set(BOB, j % 2 == 0 ? Membership.JOIN : Membership.LEAVE);
                }
                return last;
            });
        }
        runAll(writers);
        assertThat(storage().position()).isEqualTo(20 * 12);
        assertThat(storage().<List<MembershipRow>>read(snapshot -> snapshot.membershipsOf(BOB)))
                .hasSize(20).allMatch(row -> row.membership() == Membership.LEAVE);
    }

    @Test
    default void everySnapshotAgreesWithItself() throws Exception {
        TestRoom room = TestRoom.create(storage(), ALICE);
        AtomicBoolean done = new AtomicBoolean();
        // Readers that never wait would keep virtual threads from ever getting their turn.
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            List<Future<Integer>> readers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                readers.add(threads.submit(() -> {
                    int snapshots = 0;
                    do {
                        storage().read(snapshot -> assertAgrees(snapshot, room));
                        snapshots++;
                    } while (!done.get());
                    return snapshots;
                }));
            }
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                UserId user = TestRoom.user("user" + i);
                writers.add(threads.submit(() -> {
                    for (int j = 0; j < 6; j++) {
                        room.set(user, j % 2 == 0 ? Membership.JOIN : Membership.LEAVE);
                    }
                }));
            }
            try {
                for (Future<?> writer : writers) {
                    writer.get();
                }
            } finally {
                done.set(true);
            }
            for (Future<Integer> reader : readers) {
                assertThat(reader.get()).isPositive();
            }
        }
    }

    private static Void assertAgrees(Snapshot snapshot, TestRoom room) {
        // The position is asked for last: had the snapshot begun with the first table only, it would be too late.
        List<StoredEvent> members = snapshot.members(room.id());
        long joined = members.stream()
                .filter(member -> member.event().membership().equals(Optional.of(Membership.JOIN)))
                .count();
        assertThat(snapshot.room(room.id()).orElseThrow().joinedMembers()).isEqualTo((int) joined);
        assertThat(snapshot.members(room.id(), Membership.JOIN, 1000)).hasSize((int) joined);
        assertThat(positions(snapshot.stateAt(room.id(), snapshot.position())))
                .isEqualTo(positions(snapshot.state(room.id())));
        assertThat(snapshot.timeline(room.id(), 0, Long.MAX_VALUE, Direction.BACKWARDS, 1).getFirst().position())
                .isEqualTo(snapshot.position());
        return null;
    }

    private static List<Long> positions(List<StoredEvent> events) {
        return events.stream().map(StoredEvent::position).toList();
    }

    private static <T> List<Future<T>> runAll(List<Callable<T>> tasks) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> futures = threads.invokeAll(tasks);
            for (Future<T> future : futures) {
                future.get();
            }
            return futures;
        }
    }
}
