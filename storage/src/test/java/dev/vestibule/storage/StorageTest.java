package dev.vestibule.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.id.UserId;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class StorageTest {
    @Test
    void smoke() {
        UserId alice = TestRoom.user("alice");
        UserId bob = TestRoom.user("bob");
        try (Storage storage = Storage.open(new StorageLocation.InMemory(), TestRoom.SERVER, InstantSource.system())) {
            TestRoom room = TestRoom.create(storage, alice);
            room.set(bob, Membership.JOIN);
            room.set(bob, Membership.LEAVE);
            room.set(bob, Membership.JOIN);
            assertThat(storage.position()).isEqualTo(5);
            storage.read(snapshot -> {
                assertThat(snapshot.position()).isEqualTo(5);
                assertThat(snapshot.room(room.id()).orElseThrow().joinedMembers()).isEqualTo(2);
                assertThat(snapshot.state(room.id())).hasSize(3);
                assertThat(snapshot.stateAt(room.id(), 4)).hasSize(3);
                assertThat(snapshot.stateChanges(room.id(), 2, 5)).hasSize(1);
                assertThat(snapshot.roomsWithNewEvents(bob, 0)).containsExactly(room.id());
                assertThat(snapshot.lastJoinBefore(room.id(), bob, 5).orElseThrow().position()).isEqualTo(3);
                return null;
            });
        }
    }
}
