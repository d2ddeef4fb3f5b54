package dev.vestibule.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.EventRef;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.RoomAlias;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.authz.version.RoomVersion;
import dev.vestibule.storage.Change.AliasAdded;
import dev.vestibule.storage.Change.AliasRemoved;
import dev.vestibule.storage.Change.VisibilitySet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rooms, their events, and their state now and at any time. */
interface EventsContract extends StorageContract {
    @Test
    default void anEventComesBackAsItWasAppended() {
        TestRoom room = TestRoom.create(storage(), ALICE);
        ArrayNode stripped = JsonTree.object().putArray("state").add("a piece of state");
        Event invite = room.write(transaction -> {
            Event event = room.build(transaction, BOB, Membership.INVITE);
            transaction.append(event,
                    new EventDetails(Optional.of(stripped), Optional.of("DEVICE"), Optional.of("m1")));
            return event;
        });

        StoredEvent stored = storage().read(snapshot -> snapshot.event(invite.eventId())).orElseThrow();
        assertThat(stored.position()).isEqualTo(3);
        assertThat(stored.event().pdu()).isEqualTo(invite.pdu());
        assertThat(stored.event().roomVersion()).isEqualTo(RoomVersion.DEFAULT);
        assertThat(stored.replaces()).isEmpty();
        assertThat(stored.details().strippedState()).contains(stripped);
        assertThat(stored.details().deviceId()).contains("DEVICE");
        assertThat(stored.details().transactionId()).contains("m1");
        assertThat(storage().<Optional<StoredEvent>>read(snapshot -> snapshot.event(new EventId("$unknown:localhost"))))
                .isEmpty();
    }

    @Test
    default void anEventFollowsTheOneBefore() {
        TestRoom room = TestRoom.create(storage(), ALICE);
        Event first = room.message(ALICE, "first");
        Event second = room.message(ALICE, "second");

        assertThat(second.prevEvents()).containsExactly(first.eventId());
        assertThat(second.depth()).isEqualTo(first.depth() + 1).isEqualTo(4);
        assertThatThrownBy(() -> room.write(transaction -> {
            transaction.append(first, EventDetails.NONE);
            return null;
        })).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void currentStateIsTheLatestOfEachKey() {
        TestRoom room = TestRoom.create(storage(), ALICE);
        Event first = room.state(ALICE, "m.room.topic", "", "first");
        Event second = room.state(ALICE, "m.room.topic", "", "second");
        room.state(ALICE, "m.room.topic", "another key", "third");

        storage().read(snapshot -> {
            StoredEvent topic = snapshot.state(room.id(), new StateKey("m.room.topic", "")).orElseThrow();
            assertThat(topic.event().eventId()).isEqualTo(second.eventId());
            assertThat(topic.replaces()).contains(first.eventId());
            assertThat(snapshot.state(room.id(), new StateKey("m.room.topic", "unset"))).isEmpty();
            assertThat(snapshot.state(room.id())).extracting(StoredEvent::position).containsExactly(1L, 2L, 4L, 5L);
            return null;
        });
    }

    @Test
    default void stateAtAPositionIsTheStateThen() {
        TestRoom room = TestRoom.create(storage(), ALICE);
        room.state(ALICE, "m.room.topic", "", "at position 3");
        room.message(ALICE, "at position 4");
        room.state(ALICE, "m.room.topic", "", "at position 5");
        StateKey topic = new StateKey("m.room.topic", "");

        storage().read(snapshot -> {
            assertThat(snapshot.stateAt(room.id(), topic, 2)).isEmpty();
            assertThat(snapshot.stateAt(room.id(), topic, 4).orElseThrow().position()).isEqualTo(3);
            assertThat(snapshot.stateAt(room.id(), topic, 5).orElseThrow().position()).isEqualTo(5);
            assertThat(snapshot.stateAt(room.id(), 4)).extracting(StoredEvent::position).containsExactly(1L, 2L, 3L);
            assertThat(snapshot.stateAt(room.id(), 5)).extracting(StoredEvent::position).containsExactly(1L, 2L, 5L);
            assertThat(snapshot.stateChanges(room.id(), 2, 5)).extracting(StoredEvent::position).containsExactly(5L);
            assertThat(snapshot.stateChanges(room.id(), 1, 4)).extracting(StoredEvent::position)
                    .containsExactly(2L, 3L);
            return null;
        });
    }

    @Test
    default void theTimelineIsReadInBothDirections() {
        TestRoom room = TestRoom.create(storage(), ALICE);
        TestRoom other = TestRoom.create(storage(), BOB);
        for (int i = 5; i <= 9; i++) {
            (i == 7 ? other : room).message(ALICE, "at position " + i);
        }

        storage().read(snapshot -> {
            assertThat(snapshot.timeline(room.id(), 1, 8, Direction.FORWARDS, 10))
                    .extracting(StoredEvent::position).containsExactly(2L, 5L, 6L, 8L);
            assertThat(snapshot.timeline(room.id(), 1, 8, Direction.FORWARDS, 2))
                    .extracting(StoredEvent::position).containsExactly(2L, 5L);
            assertThat(snapshot.timeline(room.id(), 1, 8, Direction.BACKWARDS, 2))
                    .extracting(StoredEvent::position).containsExactly(8L, 6L);
            assertThat(snapshot.timeline(room.id(), 9, 9, Direction.BACKWARDS, 2)).isEmpty();
            return null;
        });
    }

    @Test
    default void aRoomIsCreatedOnceWithAllThatBelongsToIt() {
        Event create = TestRoom.createEvent(ALICE);
        RoomAlias alias = RoomAlias.parse("#room:localhost");
        storage().rooms().create(create, transaction -> {
            assertThat(transaction.heads()).extracting(EventRef::id).containsExactly(create.eventId());
            assertThat(transaction.state(StateKey.CREATE)).contains(create);
            transaction.add(new VisibilitySet(create.roomId(), Visibility.PUBLIC));
            transaction.add(new AliasAdded(alias, create.roomId(), ALICE));
            return null;
        });

        storage().read(snapshot -> {
            RoomRow row = new RoomRow(create.roomId(), RoomVersion.DEFAULT, Visibility.PUBLIC, 0, 0, 1);
            assertThat(snapshot.room(create.roomId())).contains(row);
            assertThat(snapshot.alias(alias)).contains(new AliasRow(alias, create.roomId(), ALICE));
            return null;
        });
        assertThatThrownBy(() -> storage().rooms().create(create, _ -> null)).isInstanceOf(RoomExistsException.class);
    }

    @Test
    default void anUnknownRoomCannotBeWritten() {
        RoomId unknown = RoomId.parse("!unknown:localhost");
        assertThatThrownBy(() -> storage().rooms().write(unknown, _ -> null))
                .isInstanceOf(UnknownRoomException.class)
                .hasMessageContaining("!unknown:localhost");
        storage().read(snapshot -> {
            assertThat(snapshot.room(unknown)).isEmpty();
            assertThat(snapshot.state(unknown)).isEmpty();
            assertThat(snapshot.timeline(unknown, 0, 100, Direction.FORWARDS, 10)).isEmpty();
            return null;
        });
    }

    @Test
    default void aTransactionTakesNothingOfAnotherRoom() {
        TestRoom room = TestRoom.create(storage(), ALICE);
        TestRoom other = TestRoom.create(storage(), ALICE);
        assertThatThrownBy(() -> room.write(transaction -> {
            transaction.add(new VisibilitySet(other.id(), Visibility.PUBLIC));
            return null;
        })).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> storage().write(List.of(new VisibilitySet(room.id(), Visibility.PUBLIC))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void anAliasStandsForOneRoomUntilItIsRemoved() {
        TestRoom room = TestRoom.create(storage(), ALICE);
        RoomAlias alias = RoomAlias.parse("#one:localhost");
        storage().write(List.of(new AliasAdded(alias, room.id(), ALICE)));
        assertThatThrownBy(() -> storage().write(List.of(new AliasAdded(alias, room.id(), BOB))))
                .isInstanceOfSatisfying(AlreadyExistsException.class,
                        exists -> assertThat(exists.kind()).isEqualTo(AlreadyExistsException.Kind.ALIAS));

        storage().write(List.of(new AliasRemoved(alias, room.id()), new AliasAdded(alias, room.id(), BOB)));

        storage().read(snapshot -> {
            assertThat(snapshot.aliases(room.id())).containsExactly(new AliasRow(alias, room.id(), BOB));
            return null;
        });
        storage().write(List.of(new AliasRemoved(alias, room.id())));
        assertThat(storage().<Optional<AliasRow>>read(snapshot -> snapshot.alias(alias))).isEmpty();
    }

    @Test
    default void anAliasThatIsAnotherRoomsByNowIsNotRemoved() {
        TestRoom before = TestRoom.create(storage(), ALICE);
        TestRoom now = TestRoom.create(storage(), BOB);
        RoomAlias alias = RoomAlias.parse("#moved:localhost");
        storage().write(List.of(new AliasAdded(alias, now.id(), BOB)));
        storage().write(List.of(new AliasRemoved(alias, before.id())));
        assertThat(storage().<Optional<AliasRow>>read(snapshot -> snapshot.alias(alias)))
                .contains(new AliasRow(alias, now.id(), BOB));
    }

    @Test
    default void stateKeysAreToldApartToTheLetter() {
        TestRoom room = TestRoom.create(storage(), ALICE);
        for (String key : List.of("a", "A", "a ", " a", "ä", "a\u0308", "")) {
            room.state(ALICE, EventType.TOPIC, key, "of '" + key + "'");
        }
        assertThat(storage().<List<StoredEvent>>read(snapshot -> snapshot.state(room.id()))).hasSize(2 + 7);
    }
}
