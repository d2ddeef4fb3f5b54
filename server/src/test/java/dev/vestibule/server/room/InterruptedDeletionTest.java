package dev.vestibule.server.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.limit.LimitSettings;
import dev.vestibule.storage.RoomRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A deletion that ends before it is done, as it does when the server is killed. */
class InterruptedDeletionTest {
    private static final int MEMBERS = 120;
    private static final DeleteRoomRequest REQUEST = new DeleteRoomRequest(false, true, false, Optional.empty());

    private final Requester alice = Requester.onBehalfOf(UserId.parse("@alice:localhost"));
    private final RoomUseCases useCases = new RoomUseCases(LimitSettings.off());
    private final DeleteRoom deleteRoom = useCases.deleteRoom;
    private RoomId room;

    @BeforeEach
    void makeRoom() {
        room = useCases.newRoom(alice, RoomPreset.PUBLIC_CHAT);
        useCases.rooms.write(alice, room, locked -> {
            for (int i = 1; i < MEMBERS; i++) {
                join(locked, UserId.parse("@user" + i + ":localhost"));
            }
            return new Outcome.Done();
        });
    }

    @AfterEach
    void close() {
        useCases.close();
    }

    @Test
    @DisplayName("some have left, the others are in; to delete it again goes on from there")
    void goesOn() {
        assertThatThrownBy(() -> deleteRoom.delete(alice, room, REQUEST, progress -> {
            if (!progress.kicked().isEmpty()) {
                throw new IllegalStateException("killed");
            }
        })).hasMessage("killed");
        int left = MEMBERS - room().orElseThrow().joinedMembers();
        assertThat(left).isBetween(1, MEMBERS - 1);
        ShutdownRoom rest = deleteRoom.delete(alice, room, REQUEST, _ -> {});
        assertThat(rest.kicked()).hasSize(MEMBERS - left);
        assertThat(room()).isEmpty();
    }

    @Test
    @DisplayName("who comes back meanwhile is no reason to throw the room away, unless by force")
    void backAgain() {
        UserId user = UserId.parse("@user1:localhost");
        assertThatThrownBy(() -> deleteRoom.delete(alice, room, REQUEST, progress -> comeBack(user, progress)))
                .hasMessageContaining("@user1:localhost").hasMessageContaining("force_purge");
        assertThat(room().orElseThrow().joinedMembers()).isEqualTo(1);
        deleteRoom.delete(alice, room, new DeleteRoomRequest(false, true, true, Optional.empty()),
                progress -> comeBack(user, progress));
        assertThat(room()).isEmpty();
    }

    @Test
    @DisplayName("so many leave in one unit of work, not more from time to time")
    void batches() {
        useCases.rooms.write(alice, room, locked -> {
            for (int i = MEMBERS; i < 320; i++) {
                join(locked, UserId.parse("@user" + i + ":localhost"));
            }
            return new Outcome.Done();
        });
        List<Integer> kicked = new ArrayList<>();
        deleteRoom.delete(alice, room, REQUEST, progress -> kicked.add(progress.kicked().size()));
        assertThat(kicked).containsExactly(0, 50, 100, 150, 200, 250, 300, 320);
    }

    /** Joins again as soon as everybody is out. */
    private void comeBack(UserId user, ShutdownRoom progress) {
        if (progress.kicked().contains(user) && room().orElseThrow().joinedMembers() == 0) {
            useCases.rooms.write(alice, room, locked -> {
                join(locked, user);
                return new Outcome.Done();
            });
        }
    }

    private static void join(LockedRoom room, UserId user) {
        room.append(room.attemptMember(user, user, JsonTree.object().put("membership", "join")));
    }

    private Optional<RoomRow> room() {
        return useCases.storage.read(snapshot -> snapshot.room(room));
    }
}
