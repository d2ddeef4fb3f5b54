package dev.vestibule.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.storage.BackupChange.BackupMade;
import dev.vestibule.storage.BackupChange.BackupRemoved;
import dev.vestibule.storage.BackupChange.EtagSet;
import dev.vestibule.storage.BackupChange.KeyBackedUp;
import dev.vestibule.storage.BackupChange.KeysRemoved;
import dev.vestibule.storage.PusherChange.PusherOfOthersRemoved;
import dev.vestibule.storage.PusherChange.PusherSet;
import dev.vestibule.storage.ReportChange.EventReportRemoved;
import dev.vestibule.storage.ReportChange.EventReported;
import dev.vestibule.storage.ReportChange.UserReported;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Backups of keys, pushers and reports; and how far users have read. */
interface KeptForUsersContract extends StorageContract {
    Optional<String> ALL = Optional.empty();

    @Test
    default void aBackupKeepsItsNumberAndLosesItsKeys() {
        write(new BackupMade(ALICE, 1, "a", json("1")), new BackupMade(ALICE, 2, "a", json("2")));
        write(key(2, "!r:x", "s1", 1), key(2, "!r:x", "s2", 2), key(2, "!q:x", "s1", 3), new EtagSet(ALICE, 2, 7, 3));
        write(key(2, "!r:x", "s1", 9));
        assertThat(indexes(2, ALL, ALL)).containsExactly(3L, 9L, 2L);
        assertThat(indexes(2, Optional.of("!r:x"), Optional.of("s1"))).containsExactly(9L);
        assertThat(this.<Optional<BackupRow>>read(backups -> backups.current(ALICE)))
                .contains(new BackupRow(2, "a", json("2"), 7, 3, false));
        assertThat(this.<List<BackedUpKeyRow>>read(backups -> backups.keys(ALICE, 2, "!r:x", Set.of("s2", "s3"))))
                .singleElement().satisfies(row -> assertThat(row.sessionId()).isEqualTo("s2"));
        assertThat(this.<Integer>read(backups -> backups.count(ALICE, 2, Optional.of("!r:x"), ALL))).isEqualTo(2);
        write(new KeysRemoved(ALICE, 2, Optional.of("!r:x"), Optional.of("s1")));
        assertThat(this.<Integer>read(backups -> backups.count(ALICE, 2, ALL, ALL))).isEqualTo(2);
        write(new BackupRemoved(ALICE, 2));
        assertThat(indexes(2, ALL, ALL)).isEmpty();
        assertThat(this.<Optional<BackupRow>>read(backups -> backups.current(ALICE))).map(BackupRow::version)
                .contains(1L);
        assertThat(this.<Long>read(backups -> backups.lastVersion(ALICE))).isEqualTo(2);
        write(new Change.AccountClosed(ALICE, false));
        assertThat(this.<Long>read(backups -> backups.lastVersion(ALICE))).isZero();
    }

    @Test
    default void pushersGoWithTheirDevices() {
        write(pusher(ALICE, "PHONE", "1"), pusher(ALICE, "PC", "2"), pusher(BOB, "PC", "1"));
        write(new Change.DeviceRemoved(ALICE, "PHONE"));
        assertThat(pushers(ALICE)).containsExactly("2");
        write(pusher(ALICE, "TV", "3"), new Change.OtherDevicesRemoved(ALICE, "TV"));
        assertThat(pushers(ALICE)).containsExactly("3");
        write(new PusherOfOthersRemoved(ALICE, "app", "1"), pusher(ALICE, "TV", "1"));
        assertThat(pushers(BOB)).isEmpty();
        assertThat(pushers(ALICE)).containsExactly("1", "3");
        write(new Change.AllDevicesRemoved(ALICE));
        assertThat(pushers(ALICE)).isEmpty();
    }

    @Test
    default void reportsAreFoundAndRemoved() {
        TestRoom room = TestRoom.create(storage(), ALICE);
        EventId event = storage().read(snapshot -> snapshot.state(room.id()).getFirst().event().eventId());
        write(new EventReported(BOB, room.id(), event, Optional.of("bad"), Optional.of(-5L)),
                new EventReported(CAROL, room.id(), new EventId("$gone"), Optional.empty(), Optional.empty()),
                new UserReported(BOB, ALICE, "rude"));
        List<ReportRow.OfEvent> all = reports(search(Optional.empty()));
        assertThat(all).extracting(ReportRow.OfEvent::by).containsExactly(CAROL, BOB);
        assertThat(all.getLast().sender()).contains(ALICE);
        assertThat(all.getFirst().sender()).isEmpty();
        assertThat(reports(search(Optional.of("bob")))).containsExactly(all.getLast());
        assertThat(reports(search(Optional.of("b_b")))).isEmpty();
        assertThat(storage().<Integer>read(snapshot -> snapshot.ofReports().countOfUsers(search(Optional.empty()))))
                .isEqualTo(1);
        write(new EventReportRemoved(all.getFirst().id()));
        assertThat(reports(search(Optional.empty()))).containsExactly(all.getLast());
    }

    @Test
    default void whatIsReadIsTheFurthestOfAllKinds() {
        TestRoom room = TestRoom.create(storage(), ALICE);
        room.set(BOB, Membership.JOIN);
        List<StoredEvent> events = storage().read(snapshot -> snapshot.state(room.id()));
        EventId first = events.getFirst().event().eventId();
        EventId last = events.getLast().event().eventId();
        write(new Change.ReceiptSet(BOB, room.id(), "m.read", "", first, 1),
                new Change.ReceiptSet(BOB, room.id(), "m.read.private", "", last, 1),
                new Change.ReceiptSet(BOB, room.id(), "m.read", "main", first, 1));
        Map<String, Long> read = storage().read(snapshot -> snapshot.readUpTo(room.id(), BOB));
        assertThat(read).isEqualTo(Map.of("", events.getLast().position(), "main", events.getFirst().position()));
    }

    private static KeyBackedUp key(long version, String room, String session, long index) {
        return new KeyBackedUp(ALICE, version, room, session, new BackedUpKey(index, 0, true, json("key")));
    }

    private static PusherSet pusher(UserId user, String device, String key) {
        return new PusherSet(user, device, new PusherRow("app", key, json("content")));
    }

    private static ReportRow.Search search(Optional<String> by) {
        return new ReportRow.Search(by, Optional.empty(), Optional.empty(), false, 0, 10);
    }

    private static JsonNode json(String value) {
        return JsonTree.object().put("value", value);
    }

    private List<Long> indexes(long version, Optional<String> room, Optional<String> session) {
        return read(backups -> backups.keys(ALICE, version, room, session).stream()
                .map(row -> row.key().firstMessageIndex()).toList());
    }

    private List<String> pushers(UserId user) {
        return storage().read(
                snapshot -> snapshot.ofDevices().pushers(user).stream().map(PusherRow::pushKey).toList());
    }

    private List<ReportRow.OfEvent> reports(ReportRow.Search search) {
        return storage().read(snapshot -> snapshot.ofReports().ofEvents(search));
    }

    private <T> T read(Function<BackupsSnapshot, T> question) {
        return storage().read(snapshot -> question.apply(snapshot.ofBackups()));
    }

    private void write(Change... changes) {
        storage().write(List.of(changes));
    }
}
