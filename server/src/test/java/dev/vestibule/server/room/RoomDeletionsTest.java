package dev.vestibule.server.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.limit.LimitSettings;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Deletions in the background, and what happens in their thread. */
@Timeout(60)
class RoomDeletionsTest {
    private static final DeleteRoomRequest REQUEST = new DeleteRoomRequest(false, true, false, Optional.empty());

    private final Requester alice = Requester.onBehalfOf(UserId.parse("@alice:localhost"));
    private final RoomUseCases useCases = new RoomUseCases(LimitSettings.off(), this::onRead);
    private final RoomDeletions deletions = new RoomDeletions(useCases.deleteRoom, new SecureRandom());
    private volatile Runnable inBackground = () -> {};
    private RoomId room;

    @BeforeEach
    void makeRoom() {
        room = useCases.newRoom(alice, RoomPreset.PUBLIC_CHAT);
    }

    @AfterEach
    void close() {
        useCases.close();
    }

    @Test
    @DisplayName("one that ends in an error has failed, and the room can be deleted again")
    void error() {
        inBackground = () -> {
            throw new StackOverflowError("too deep");
        };
        assertThat(end(deletions.start(alice, room, REQUEST)).status()).isEqualTo(RoomDeletions.Status.FAILED);
        inBackground = () -> {};
        assertThat(end(deletions.start(alice, room, REQUEST)).status()).isEqualTo(RoomDeletions.Status.COMPLETE);
    }

    @Test
    @DisplayName("a room that is being deleted in the background is not deleted by a request that waits")
    void oneAtATime() {
        CountDownLatch goOn = new CountDownLatch(1);
        inBackground = () -> await(goOn);
        String id = deletions.start(alice, room, REQUEST);
        assertThatThrownBy(() -> deletions.delete(alice, room, REQUEST)).isInstanceOf(MatrixException.class)
                .hasMessageContaining(id);
        goOn.countDown();
        assertThat(end(id).status()).isEqualTo(RoomDeletions.Status.COMPLETE);
        assertThat(deletions.delete(alice, room, REQUEST)).isEqualTo(ShutdownRoom.NOTHING);
        assertThat(deletions.delete(alice, room, REQUEST)).isEqualTo(ShutdownRoom.NOTHING);
    }

    private void onRead(String statement) {
        if (Thread.currentThread().getName().startsWith("delete ")) {
            inBackground.run();
        }
    }

    private RoomDeletions.Deletion end(String id) {
        while (deletions.find(id).orElseThrow().isUnderWay()) {
            Thread.onSpinWait();
        }
        return deletions.find(id).orElseThrow();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
