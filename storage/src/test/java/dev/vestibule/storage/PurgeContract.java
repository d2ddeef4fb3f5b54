package dev.vestibule.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.id.RoomAlias;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.storage.Change.AccountDataSet;
import dev.vestibule.storage.Change.AliasAdded;
import dev.vestibule.storage.Change.Forgotten;
import dev.vestibule.storage.Change.ReceiptSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** The end of a room. */
interface PurgeContract extends StorageContract {
    RoomAlias HALL = RoomAlias.parse("#hall:localhost");

    @Test
    default void nothingIsLeftOfAPurgedRoom() {
        TestRoom room = TestRoom.create(storage(), ALICE);
        TestRoom other = TestRoom.create(storage(), ALICE);
        room.set(BOB, Membership.JOIN);
        Event said = room.message(BOB, "hello");
        room.relate(BOB, "m.reference", said.eventId(), JsonTree.object());
        room.set(BOB, Membership.LEAVE);
        room.write(transaction -> {
            transaction.add(new Forgotten(BOB, room.id()));
            transaction.add(new AliasAdded(HALL, room.id(), ALICE));
            return null;
        });
        storage().write(List.of(new AccountDataSet(ALICE, Optional.of(room.id()), "m.tag", JsonTree.object()),
                new ReceiptSet(ALICE, room.id(), "m.read", "", said.eventId(), 1)));
        assertThat(storage().<Optional<StoredEvent>>read(snapshot -> snapshot.event(said.eventId()))).isPresent();
        purge(room, Set.of(ALICE));

        storage().read(snapshot -> {
            assertThat(snapshot.room(room.id())).isEmpty();
            assertThat(snapshot.event(said.eventId())).isEmpty();
            assertThat(snapshot.state(room.id())).isEmpty();
            assertThat(snapshot.ofRelations().aggregated(new Sight(room.id(), List.of(new Span(0, 100)), Set.of()),
                    List.of(said.eventId()))).isEmpty();
            assertThat(snapshot.state(room.id(), StateKey.CREATE)).isEmpty();
            assertThat(snapshot.membership(room.id(), ALICE)).isEmpty();
            assertThat(snapshot.membershipsOf(BOB)).isEmpty();
            assertThat(snapshot.joinedRooms(ALICE)).containsExactly(other.id());
            assertThat(snapshot.alias(HALL)).isEmpty();
            assertThat(snapshot.ofAccounts().accountData(ALICE, Optional.of(room.id()), "m.tag")).isEmpty();
            assertThat(snapshot.contradictions()).isEmpty();
            return null;
        });
        assertThatThrownBy(() -> room.message(ALICE, "too late")).isInstanceOf(UnknownRoomException.class);
        other.message(ALICE, "on it goes");
        assertSound();
    }

    @Test
    default void positionsStayDense() {
        TestRoom room = TestRoom.create(storage(), ALICE);
        long before = storage().position();
        CommitsSeen seen = new CommitsSeen(storage());
        purge(room, Set.of());
        assertThat(storage().position()).isEqualTo(before + 1);
        assertThat(seen.changes).singleElement().isInstanceOf(Change.RoomPurged.class);
        TestRoom.create(storage(), BOB);
        assertSound();
    }

    @Test
    default void whoWasToldToLeaveHearsOfItAfterwards() {
        TestRoom room = TestRoom.create(storage(), ALICE);
        room.set(BOB, Membership.JOIN);
        room.set(CAROL, Membership.INVITE);
        room.set(CAROL, Membership.LEAVE);
        long carolLeft = storage().position();
        room.set(BOB, Membership.LEAVE);
        long bobLeft = storage().position();
        purge(room, Set.of(ALICE));
        assertThat(parted(ALICE, bobLeft)).containsExactly(room.id());
        assertThat(parted(ALICE, storage().position())).isEmpty();
        assertThat(parted(BOB, bobLeft)).isEmpty();
        assertThat(parted(BOB, carolLeft)).containsExactly(room.id());
        assertThat(parted(CAROL, carolLeft)).isEmpty();
        assertThat(parted(CAROL, carolLeft - 1)).containsExactly(room.id());
    }

    @Test
    default void aPurgeThatIsNotCommittedYetIsSeenByTheNext() throws Exception {
        TestRoom room = TestRoom.create(storage(), ALICE);
        TestRoom bystander = TestRoom.create(storage(), ALICE);
        FutureTask<Void> purge = new FutureTask<>(() -> {
            purge(room, Set.of());
            return null;
        });
        FutureTask<Event> message = new FutureTask<>(() -> room.message(ALICE, "too late"));
        try (CommitGate _ = CommitGate.close(storage(), bystander)) {
            FutureTask<Event> left = new FutureTask<>((Callable<Event>) () -> room.set(BOB, Membership.JOIN));
            startAndWaitUntilPending(left);
            startAndWaitUntilPending(purge);
            startAndWaitUntilPending(message);
        }
        purge.get();
        assertThatThrownBy(message::get).hasCauseInstanceOf(UnknownRoomException.class);
        assertSound();
    }

    @Test
    default void purgesOfOneGroupTakeWhatWasWrittenBetweenThem() throws Exception {
        TestRoom first = TestRoom.create(storage(), ALICE);
        TestRoom second = TestRoom.create(storage(), ALICE);
        TestRoom bystander = TestRoom.create(storage(), ALICE);
        List<FutureTask<?>> tasks = List.of(
                new FutureTask<>(() -> purge(first, Set.of()), null),
                new FutureTask<>(() -> second.set(BOB, Membership.JOIN)),
                new FutureTask<>(() -> purge(second, Set.of(BOB)), null),
                new FutureTask<>(() -> bystander.set(BOB, Membership.JOIN)));
        try (CommitGate _ = CommitGate.close(storage(), bystander)) {
            for (FutureTask<?> task : tasks) {
                startAndWaitUntilPending(task);
            }
        }
        for (FutureTask<?> task : tasks) {
            task.get();
        }
        assertThat(storage().<Set<RoomId>>read(snapshot -> snapshot.joinedRooms(BOB)))
                .containsExactly(bystander.id());
        assertSound();
    }

    @Test
    default void whoIsInTheRoomIsKnownBeforeItIsCommitted() throws Exception {
        UserId carol = TestRoom.user("carol");
        TestRoom room = TestRoom.create(storage(), ALICE);
        TestRoom bystander = TestRoom.create(storage(), ALICE);
        room.set(carol, Membership.INVITE);
        List<FutureTask<?>> tasks = List.of(
                new FutureTask<>(() -> room.set(BOB, Membership.JOIN)),
                new FutureTask<>(() -> room.set(ALICE, Membership.LEAVE)));
        Set<UserId> present = new HashSet<>();
        FutureTask<?> look = new FutureTask<>(() -> room.write(transaction -> {
            present.addAll(transaction.members(Set.of(Membership.JOIN, Membership.INVITE)));
            room.append(transaction, carol, Membership.LEAVE);
            assertThat(transaction.members(Set.of(Membership.JOIN, Membership.INVITE))).containsExactly(BOB);
            assertThat(transaction.members(Set.of(Membership.LEAVE))).containsExactlyInAnyOrder(ALICE, carol);
            return null;
        }));
        try (CommitGate _ = CommitGate.close(storage(), bystander)) {
            for (FutureTask<?> task : tasks) {
                startAndWaitUntilPending(task);
            }
            startAndWaitUntilPending(look);
        }
        look.get();
        assertThat(present).containsExactlyInAnyOrder(BOB, carol);
        assertSound();
    }

    @Test
    default void aPurgeThatThrowsLeavesTheRoom() {
        TestRoom room = TestRoom.create(storage(), ALICE);
        assertThatThrownBy(() -> room.write(transaction -> {
            transaction.purge(Set.of());
            throw new IllegalStateException("refused");
        })).hasMessage("refused");
        room.message(ALICE, "still here");
        assertSound();
    }

    private static void purge(TestRoom room, Set<UserId> present) {
        room.write(transaction -> {
            transaction.purge(present);
            return null;
        });
    }

    /** Starts a task that ends in waiting for the commit. */
    private static void startAndWaitUntilPending(FutureTask<?> task) {
        Thread thread = Thread.ofPlatform().daemon().start(task);
        while (thread.getState() != Thread.State.WAITING && thread.isAlive()) {
            Thread.onSpinWait();
        }
    }

    private Set<RoomId> parted(UserId user, long after) {
        return storage().read(snapshot -> snapshot.partedRooms(user, after));
    }

    private void assertSound() {
        List<String> contradictions = storage().read(Snapshot::contradictions);
        assertThat(contradictions).isEmpty();
    }

    /** Keeps what commits told from now on. */
    final class CommitsSeen {
        private final List<Change> changes = new CopyOnWriteArrayList<>();

        CommitsSeen(Storage storage) {
            storage.onCommit(commit -> changes.addAll(commit.changes()));
        }
    }
}
