package dev.vestibule.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.storage.KilledWriter.Acknowledged;
import dev.vestibule.storage.StorageLocation.H2Directory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed loses nothing of what it has acknowledged, and leaves no half of anything. */
class KillTest {
    private static final String THREADS = "16";
    private static final int ACKNOWLEDGED = 300;
    /** So often the same directory is written, the process killed, and the directory opened again. */
    private static final int KILLS = 2;

    @TempDir
    private Path directory;

    @RepeatedTest(3)
    @DisplayName("4.14.2 what was acknowledged outlives kill -9, and half of a change does not")
    void everyAcknowledgedChangeIsFound() throws Exception {
        List<Acknowledged> acknowledged = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            acknowledged.addAll(writeAndKill());
            assertFound(acknowledged);
        }
    }

    private List<Acknowledged> writeAndKill() throws Exception {
        List<String> lines = new ArrayList<>();
        try (ChildProcess writer = ChildProcess.start(KilledWriter.class, directory.toString(), THREADS)) {
            assertThat(writer.line()).isEqualTo("open");
            while (lines.size() < ACKNOWLEDGED) {
                lines.add(writer.line());
            }
            lines.addAll(writer.kill());
        }
        return lines.stream().map(Acknowledged::of).toList();
    }

    private void assertFound(List<Acknowledged> acknowledged) {
        try (Storage storage = DatabaseTest.open(new H2Directory(directory))) {
            storage.read(snapshot -> {
                assertThat(snapshot.contradictions()).isEmpty();
                Map<MembershipOf, Long> last = new HashMap<>();
                for (Acknowledged change : acknowledged) {
                    StoredEvent event = snapshot.event(new EventId(change.eventId())).orElseThrow();
                    assertThat(event.event().membership()).contains(change.membership());
                    last.put(new MembershipOf(change.room(), change.user()), event.position());
                }
                last.forEach((of, position) -> assertIsLast(snapshot, of, position));
                return null;
            });
        }
    }

    private record MembershipOf(RoomId room, UserId user) {}

    /** The membership is that of the last change that was acknowledged, or of the one that was on its way. */
    private static void assertIsLast(Snapshot snapshot, MembershipOf of, long acknowledged) {
        StoredEvent now = snapshot.state(of.room(), StateKey.member(of.user())).orElseThrow();
        if (now.position() != acknowledged) {
            StoredEvent before = snapshot.event(now.replaces().orElseThrow()).orElseThrow();
            assertThat(before.position()).isEqualTo(acknowledged);
        }
    }
}
