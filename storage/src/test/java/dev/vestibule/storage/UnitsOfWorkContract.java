package dev.vestibule.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.EventRef;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.id.RoomAlias;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.storage.Change.AccountDataSet;
import dev.vestibule.storage.Change.AliasAdded;
import dev.vestibule.storage.Change.EventAppended;
import dev.vestibule.storage.Change.UserCreated;
import dev.vestibule.storage.internal.CommitLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What is committed together, in which order, and what happens if it cannot be. */
interface UnitsOfWorkContract extends StorageContract {
    RoomAlias TAKEN = RoomAlias.parse("#taken:localhost");

    @Test
    default void workThatThrowsLeavesNothing() {
        TestRoom room = TestRoom.create(storage(), ALICE);
        long before = storage().position();
        assertThatThrownBy(() -> room.write(transaction -> {
            room.append(transaction, BOB, Membership.JOIN);
            transaction.add(new AliasAdded(TAKEN, room.id(), ALICE));
            throw new IllegalStateException("refused");
        })).isInstanceOf(IllegalStateException.class).hasMessage("refused");

        assertThat(storage().position()).isEqualTo(before);
        assertThat(room.<Boolean>write(transaction -> transaction.membership(BOB).isPresent())).isFalse();
        assertThat(storage().<Optional<AliasRow>>read(snapshot -> snapshot.alias(TAKEN))).isEmpty();
    }

    @Test
    default void aRoomWhoseCreationThrowsDoesNotExist() {
        Event create = TestRoom.createEvent(ALICE);
        assertThatThrownBy(() -> storage().rooms().create(create, _ -> {
            throw new IllegalStateException("refused");
        })).isInstanceOf(IllegalStateException.class);
        assertThat(storage().<Optional<RoomRow>>read(snapshot -> snapshot.room(create.roomId()))).isEmpty();
        storage().rooms().create(create, _ -> null);
    }

    @Test
    default void aUnitIsCommittedWholeOrNotAtAll() {
        TestRoom room = TestRoom.create(storage(), ALICE);
        storage().write(List.of(new AliasAdded(TAKEN, room.id(), ALICE)));
        assertThatThrownBy(() -> room.write(transaction -> {
            room.append(transaction, BOB, Membership.JOIN);
            transaction.add(new UserCreated(BOB, Optional.empty(), false));
            transaction.add(new AliasAdded(TAKEN, room.id(), BOB));
            return null;
        })).isInstanceOf(AlreadyExistsException.class);

        storage().read(snapshot -> {
            assertThat(snapshot.membership(room.id(), BOB)).isEmpty();
            assertThat(snapshot.ofAccounts().user(BOB)).isEmpty();
            return null;
        });
        room.set(BOB, Membership.JOIN);
    }

    @Test
    default void aBadUnitTakesNoOtherOfItsGroupWithIt() throws Exception {
        TestRoom room = TestRoom.create(storage(), ALICE);
        storage().write(List.of(new AliasAdded(TAKEN, room.id(), ALICE)));
        List<Future<?>> good = new ArrayList<>();
        List<Future<?>> bad = new ArrayList<>();
        try (CommitGate _ = CommitGate.close(storage(), room)) {
            for (int i = 0; i < 10; i++) {
                TestRoom own = TestRoom.prepared(storage(), ALICE);
                good.add(start(() -> {
                    own.create();
                    return null;
                }));
                UserId user = TestRoom.user("user" + i);
                bad.add(start(() -> {
                    storage().write(List.of(new UserCreated(user, Optional.empty(), false),
                            new AliasAdded(TAKEN, room.id(), BOB)));
                    return null;
                }));
            }
        }
        for (Future<?> unit : good) {
            unit.get();
        }
        for (Future<?> unit : bad) {
            assertThatThrownBy(unit::get).hasCauseInstanceOf(AlreadyExistsException.class);
        }
    }

    @Test
    default void workThatWasBuiltOnAFailedUnitIsDoneAgain() throws Exception {
        TestRoom bystander = TestRoom.create(storage(), ALICE);
        TestRoom room = TestRoom.create(storage(), ALICE);
        storage().write(List.of(new AliasAdded(TAKEN, room.id(), ALICE)));
        AtomicInteger runs = new AtomicInteger();
        List<Boolean> bobWasThere = new ArrayList<>();
        Future<Event> failing;
        Future<Event> following;
        try (CommitGate _ = CommitGate.close(storage(), bystander)) {
            CountDownLatch appended = new CountDownLatch(1);
            failing = start(() -> room.write(transaction -> {
                transaction.add(new AliasAdded(TAKEN, room.id(), ALICE));
                appended.countDown();
                return room.append(transaction, BOB, Membership.JOIN);
            }));
            appended.await();
            CountDownLatch built = new CountDownLatch(1);
            following = start(() -> room.write(transaction -> {
                runs.incrementAndGet();
                bobWasThere.add(transaction.membership(BOB).isPresent());
                Event event = room.append(transaction, CAROL, Membership.JOIN);
                built.countDown();
                return event;
            }));
            built.await();
        }
        assertThatThrownBy(failing::get).hasCauseInstanceOf(AlreadyExistsException.class);
        Event carols = following.get();
        assertThat(runs).hasValue(2);
        assertThat(bobWasThere).containsExactly(true, false);
        storage().read(snapshot -> {
            assertThat(snapshot.members(room.id())).hasSize(2);
            assertThat(snapshot.timeline(room.id(), 0, Long.MAX_VALUE, Direction.BACKWARDS, 1))
                    .extracting(event -> event.event().eventId()).containsExactly(carols.eventId());
            return null;
        });
    }

    @Test
    default void nobodyIsAnsweredBeforeWhatTheyHaveReadIsDurable() throws Exception {
        TestRoom bystander = TestRoom.create(storage(), ALICE);
        TestRoom room = TestRoom.create(storage(), ALICE);
        Future<Event> ban;
        Future<Membership> reader;
        Future<?> refused;
        try (CommitGate _ = CommitGate.close(storage(), bystander)) {
            CountDownLatch read = new CountDownLatch(2);
            CountDownLatch banned = new CountDownLatch(1);
            ban = start(() -> room.write(transaction -> {
                banned.countDown();
                return room.append(transaction, BOB, Membership.BAN);
            }));
            banned.await();
            reader = start(() -> room.write(transaction -> {
                Membership membership = transaction.membership(BOB).orElseThrow();
                read.countDown();
                return membership;
            }));
            refused = start(() -> room.write(_ -> {
                read.countDown();
                throw new IllegalStateException("banned");
            }));
            read.await();
            assertThat(ban.isDone()).isFalse();
            assertThat(reader.isDone()).isFalse();
            assertThat(refused.isDone()).isFalse();
            assertThat(storage().<Boolean>read(snapshot -> snapshot.membership(room.id(), BOB).isPresent())).isFalse();
        }
        ban.get();
        assertThat(reader.get()).isEqualTo(Membership.BAN);
        assertThatThrownBy(refused::get).isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    default void listenersAreToldOfEachCommitBeforeItsWriterGoesOn() {
        List<Change> told = new ArrayList<>();
        storage().onCommit(commit -> told.addAll(commit.changes()));
        TestRoom room = TestRoom.create(storage(), ALICE);
        assertThat(told).hasSize(2).allMatch(EventAppended.class::isInstance);
        AccountDataSet set = new AccountDataSet(ALICE, Optional.of(room.id()), "m.tag", JsonTree.object());
        storage().write(List.of(new UserCreated(ALICE, Optional.empty(), false), set));
        assertThat(told).hasSize(3).endsWith(set);
    }

    @Test
    default void aListenerThatFailsDisturbsNobody() {
        Logger log = (Logger) LoggerFactory.getLogger(CommitLog.class);
        log.setLevel(Level.OFF);
        try {
            storage().onCommit(_ -> {
                throw new IllegalStateException("a listener fails");
            });
            List<Committed> told = new ArrayList<>();
            storage().onCommit(told::add);
            TestRoom.create(storage(), ALICE);
            assertThat(told).hasSize(1);
        } finally {
            log.setLevel(null);
        }
    }

    @Test
    default void aWriteInsideOfOtherWorkIsAnError() {
        TestRoom room = TestRoom.create(storage(), ALICE);
        assertThatThrownBy(() -> room.write(_ -> room.message(ALICE, "inside")))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> storage().<Event>read(_ -> room.message(ALICE, "inside")))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> room.write(_ -> {
            storage().write(List.of(new UserCreated(ALICE, Optional.empty(), false)));
            return null;
        })).isInstanceOf(IllegalStateException.class);
    }

    @Test
    default void aTransactionIsOfNoUseAfterItsWork() {
        TestRoom room = TestRoom.create(storage(), ALICE);
        RoomTransaction kept = room.write(transaction -> transaction);
        assertThatThrownBy(() -> room.append(kept, BOB, Membership.JOIN)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> kept.add(new AliasAdded(TAKEN, room.id(), ALICE)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    default void aTransactionReadsWhatItHasAppended() {
        TestRoom room = TestRoom.create(storage(), ALICE);
        room.write(transaction -> {
            Event join = room.append(transaction, BOB, Membership.JOIN);
            assertThat(transaction.membership(BOB)).contains(Membership.JOIN);
            assertThat(transaction.heads()).extracting(EventRef::id).containsExactly(join.eventId());
            assertThat(transaction.nextDepth()).isEqualTo(join.depth() + 1);
            return room.append(transaction, BOB, Membership.LEAVE);
        });
        assertThat(room.<Membership>write(transaction -> transaction.membership(BOB).orElseThrow()))
                .isEqualTo(Membership.LEAVE);
    }

    private static <T> Future<T> start(Callable<T> task) {
        FutureTask<T> future = new FutureTask<>(task);
        Thread.ofVirtual().start(future);
        return future;
    }
}
