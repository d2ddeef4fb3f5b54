package dev.vestibule.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.storage.Change.Forgotten;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is what in which room. */
interface MembershipsContract extends StorageContract {
    @ParameterizedTest
    @EnumSource(Membership.class)
    default void aMembershipIsWhatItsLatestEventSays(Membership membership) {
        TestRoom room = TestRoom.create(storage(), ALICE);
        assertThat(room.<Boolean>write(transaction -> transaction.membership(BOB).isEmpty())).isTrue();
        room.set(BOB, Membership.INVITE);
        room.set(BOB, membership);

        storage().read(snapshot -> {
            assertThat(snapshot.membership(room.id(), BOB))
                    .contains(new MembershipRow(room.id(), BOB, membership, 4, false));
            assertThat(snapshot.membership(room.id(), CAROL)).isEmpty();
            assertThat(snapshot.members(room.id())).extracting(StoredEvent::position).containsExactly(2L, 4L);
            return null;
        });
    }

    @Test
    default void membersAreCountedAsTheyComeAndGo() {
        TestRoom room = TestRoom.create(storage(), ALICE);
        assertCounts(room, 1, 0);
        room.set(BOB, Membership.INVITE);
        assertCounts(room, 1, 1);
        room.set(BOB, Membership.JOIN);
        assertCounts(room, 2, 0);
        room.set(BOB, Membership.JOIN);
        assertCounts(room, 2, 0);
        room.set(BOB, Membership.BAN);
        assertCounts(room, 1, 0);
        room.write(transaction -> {
            room.append(transaction, BOB, Membership.LEAVE);
            room.append(transaction, BOB, Membership.JOIN);
            return room.append(transaction, CAROL, Membership.JOIN);
        });
        assertCounts(room, 3, 0);
    }

    private void assertCounts(TestRoom room, int joined, int invited) {
        RoomRow row = storage().read(snapshot -> snapshot.room(room.id())).orElseThrow();
        assertThat(row.joinedMembers()).isEqualTo(joined);
        assertThat(row.invitedMembers()).isEqualTo(invited);
    }

    @Test
    default void membersWithAMembershipAreFoundUpToALimit() {
        TestRoom room = TestRoom.create(storage(), ALICE);
        for (int i = 0; i < 5; i++) {
            room.set(TestRoom.user("user" + i), i == 0 ? Membership.INVITE : Membership.JOIN);
        }
        storage().read(snapshot -> {
            assertThat(snapshot.members(room.id(), Membership.JOIN, 3)).hasSize(3)
                    .allMatch(member -> member.event().membership().orElseThrow() == Membership.JOIN);
            assertThat(snapshot.members(room.id(), Membership.INVITE, 3)).hasSize(1);
            assertThat(snapshot.members(room.id(), Membership.BAN, 3)).isEmpty();
            return null;
        });
    }

    @Test
    default void aUserHasMembershipsInTheOrderOfTheirChange() {
        TestRoom first = TestRoom.create(storage(), ALICE);
        TestRoom second = TestRoom.create(storage(), ALICE);
        second.set(BOB, Membership.JOIN);
        long between = storage().position();
        first.set(BOB, Membership.JOIN);
        first.set(BOB, Membership.LEAVE);

        storage().read(snapshot -> {
            assertThat(snapshot.membershipsOf(BOB)).extracting(MembershipRow::roomId)
                    .containsExactly(second.id(), first.id());
            assertThat(snapshot.membershipsOf(BOB, between)).extracting(MembershipRow::membership)
                    .containsExactly(Membership.LEAVE);
            assertThat(snapshot.joinedRooms(BOB)).containsExactly(second.id());
            assertThat(snapshot.membershipsOf(CAROL)).isEmpty();
            return null;
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"INVITE", "KNOCK"})
    default void aForgottenRoomIsRememberedByAJoinAlone(Membership noReminder) {
        TestRoom room = TestRoom.create(storage(), ALICE);
        room.set(BOB, Membership.JOIN);
        room.set(BOB, Membership.LEAVE);
        forget(room, BOB);
        forget(room, BOB);
        assertThat(isForgotten(room)).isTrue();
        room.set(BOB, Membership.BAN);
        room.set(BOB, Membership.LEAVE);
        assertThat(isForgotten(room)).isTrue();
        assertThat(storage().<List<MembershipRow>>read(snapshot -> snapshot.membershipsOf(BOB))).hasSize(1);

        room.set(BOB, noReminder);
        assertThat(isForgotten(room)).isTrue();
        room.set(BOB, Membership.JOIN);
        assertThat(isForgotten(room)).isFalse();
    }

    private boolean isForgotten(TestRoom room) {
        return storage().read(
                snapshot -> snapshot.membership(room.id(), BOB).filter(MembershipRow::forgotten).isPresent());
    }

    @Test
    default void aRoomNeverEnteredCannotBeForgotten() {
        TestRoom room = TestRoom.create(storage(), ALICE);
        assertThatThrownBy(() -> forget(room, BOB)).isInstanceOf(IllegalArgumentException.class);
        assertThat(isForgotten(room)).isFalse();
    }

    private static void forget(TestRoom room, UserId user) {
        room.write(transaction -> {
            transaction.add(new Forgotten(user, transaction.roomId()));
            return null;
        });
    }

    @Test
    default void roomsWithNewEventsAreThoseOfTheUser() {
        TestRoom busy = TestRoom.create(storage(), ALICE);
        TestRoom quiet = TestRoom.create(storage(), ALICE);
        TestRoom left = TestRoom.create(storage(), BOB);
        TestRoom foreign = TestRoom.create(storage(), CAROL);
        left.set(ALICE, Membership.JOIN);
        left.set(ALICE, Membership.LEAVE);
        quiet.message(ALICE, "the last one");
        long since = storage().position();
        busy.message(ALICE, "hello");
        left.message(BOB, "hello");
        foreign.message(CAROL, "hello");

        assertThat(roomsWithNewEvents(since)).containsExactly(busy.id());
        assertThat(roomsWithNewEvents(storage().position())).isEmpty();
        // More new events than rooms: found by looking through the rooms.
        for (int i = 0; i < 40; i++) {
            foreign.message(CAROL, "once more");
        }
        assertThat(roomsWithNewEvents(since)).containsExactly(busy.id());
        assertThat(roomsWithNewEvents(0)).isEqualTo(Set.of(busy.id(), quiet.id()));
    }

    private Set<RoomId> roomsWithNewEvents(long since) {
        return storage().read(snapshot -> snapshot.roomsWithNewEvents(ALICE, since));
    }
}
