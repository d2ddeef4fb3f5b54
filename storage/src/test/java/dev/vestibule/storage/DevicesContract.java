package dev.vestibule.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.Membership;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.storage.Change.DevicePut;
import dev.vestibule.storage.Change.DeviceRemoved;
import dev.vestibule.storage.Change.ReceiptSet;
import dev.vestibule.storage.DeviceChange.CrossSigningKeySet;
import dev.vestibule.storage.DeviceChange.DeviceKeysSet;
import dev.vestibule.storage.DeviceChange.DeviceListChanged;
import dev.vestibule.storage.DeviceChange.FallbackKeySet;
import dev.vestibule.storage.DeviceChange.FallbackKeyUsed;
import dev.vestibule.storage.DeviceChange.KeySigned;
import dev.vestibule.storage.DeviceChange.MessageSent;
import dev.vestibule.storage.DeviceChange.MessagesReceived;
import dev.vestibule.storage.DeviceChange.OneTimeKeyAdded;
import dev.vestibule.storage.DeviceChange.OneTimeKeyClaimed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What belongs to devices, and how far users have read. */
interface DevicesContract extends StorageContract {
    @Test
    default void aReceiptIsTheLatestOfItsKindAndThread() {
        TestRoom room = TestRoom.create(storage(), ALICE);
        room.set(BOB, Membership.JOIN);
        long before = storage().position();
        write(receipt(room, ALICE, "m.read", "", "$1"), receipt(room, ALICE, "m.read", "$t", "$2"));
        write(receipt(room, ALICE, "m.read.private", "", "$3"));
        write(receipt(room, ALICE, "m.read", "", "$4"));

        assertThat(receipts(ALICE, before)).containsExactly("m.read $t $2", "m.read.private  $3", "m.read  $4");
        assertThat(receipts(BOB, before)).containsExactly("m.read $t $2", "m.read  $4");
        assertThat(receipts(CAROL, 0)).isEmpty();
        assertThat(receipts(BOB, storage().position())).isEmpty();
        room.set(BOB, Membership.LEAVE);
        assertThat(receipts(BOB, before)).isEmpty();
        assertThat(storage().<List<ReceiptRow>>read(snapshot -> snapshot.receiptsOf(room.id(), BOB))).hasSize(2);
        assertThat(storage().<Optional<ReceiptRow>>read(snapshot -> snapshot.receipt(room.id(), ALICE, "m.read", "")))
                .map(ReceiptRow::event).contains(new EventId("$4"));
    }

    @Test
    default void messagesWaitUntilTheyAreAcknowledged() {
        assertThat(status(ALICE, "PHONE").hasMessages()).isFalse();
        write(message("PHONE", "1"), message("PC", "2"), message("PHONE", "3"));
        assertThat(status(ALICE, "PHONE").hasMessages()).isTrue();
        List<DeviceMessageRow> messages = messages("PHONE");
        assertThat(messages).extracting(DeviceMessageRow::type).containsExactly("1", "3");
        assertThat(messages.getLast().position()).isEqualTo(storage().position());

        write(new MessagesReceived(ALICE, "PHONE", messages.getFirst().position()));
        assertThat(messages("PHONE")).extracting(DeviceMessageRow::type).containsExactly("3");
        write(new MessagesReceived(ALICE, "PHONE", storage().position()));
        assertThat(status(ALICE, "PHONE").hasMessages()).isFalse();
        assertThat(messages("PC")).hasSize(1);
    }

    @Test
    default void oneTimeKeysAreCountedAndGivenAwayInOrder() {
        KeyName first = new KeyName("signed", "B");
        KeyName second = new KeyName("signed", "A");
        write(new OneTimeKeyAdded(ALICE, "PHONE", first, json("b"), 1),
                new OneTimeKeyAdded(ALICE, "PHONE", second, json("a"), 2),
                new FallbackKeySet(ALICE, "PHONE", new KeyName("signed", "F"), json("f")));
        assertThat(status(ALICE, "PHONE")).isEqualTo(new DeviceStatus(false, Map.of("signed", 2), List.of("signed")));
        storage().read(snapshot -> {
            assertThat(snapshot.ofDevices().oneTimeKeys(ALICE, "PHONE").keySet()).containsExactly(first, second);
            assertThat(snapshot.ofDevices().lastOneTimeKey(ALICE, "PHONE")).isEqualTo(2);
            assertThat(snapshot.ofDevices().lastOneTimeKey(ALICE, "PC")).isZero();
            return null;
        });
        write(new OneTimeKeyClaimed(ALICE, "PHONE", first), new FallbackKeyUsed(ALICE, "PHONE", "signed"));
        assertThat(status(ALICE, "PHONE")).isEqualTo(new DeviceStatus(false, Map.of("signed", 1), List.of()));
        write(new FallbackKeySet(ALICE, "PHONE", new KeyName("signed", "G"), json("g")));
        assertThat(status(ALICE, "PHONE").unusedFallbackKeyTypes()).containsExactly("signed");
        storage().read(snapshot -> {
            assertThat(snapshot.ofDevices().fallbackKeys(ALICE, "PHONE")).containsOnly(
                    Map.entry(new KeyName("signed", "G"), json("g")));
            return null;
        });
    }

    @Test
    default void whatBelongsToADeviceGoesWithIt() {
        for (String device : List.of("PHONE", "PC")) {
            write(new DevicePut(ALICE, device, Optional.of("my " + device)),
                    new DeviceKeysSet(ALICE, device, json(device)), message(device, "t"),
                    new OneTimeKeyAdded(ALICE, device, new KeyName("x", "1"), json("1"), 1),
                    new FallbackKeySet(ALICE, device, new KeyName("x", "1"), json("1")));
        }
        write(new DeviceRemoved(ALICE, "PHONE"));
        assertThat(status(ALICE, "PHONE")).isEqualTo(new DeviceStatus(false, Map.of(), List.of()));
        assertThat(status(ALICE, "PC")).isEqualTo(new DeviceStatus(true, Map.of("x", 1), List.of("x")));
        assertThat(storage().<List<DeviceKeysRow>>read(snapshot -> snapshot.ofDevices().identityKeys(ALICE)))
                .containsExactly(new DeviceKeysRow("PC", json("PC"), Optional.of("my PC")));
        write(new Change.AllDevicesRemoved(ALICE));
        assertThat(status(ALICE, "PC")).isEqualTo(new DeviceStatus(false, Map.of(), List.of()));
        assertThat(storage().<List<DeviceKeysRow>>read(snapshot -> snapshot.ofDevices().identityKeys(ALICE))).isEmpty();
    }

    @Test
    default void changedDeviceListsAreToldToThoseWhoShareARoom() {
        TestRoom room = TestRoom.create(storage(), ALICE);
        room.set(BOB, Membership.JOIN);
        long before = storage().position();
        write(new DeviceListChanged(BOB, Optional.empty()), new DeviceListChanged(CAROL, Optional.empty()));
        assertThat(changed(ALICE, before)).containsExactly(BOB);
        assertThat(changed(BOB, before)).containsExactly(BOB);
        assertThat(changed(CAROL, before)).containsExactly(CAROL);
        assertThat(changed(ALICE, storage().position())).isEmpty();
        write(new DeviceListChanged(CAROL, Optional.of(ALICE)));
        assertThat(changed(ALICE, before)).containsExactlyInAnyOrder(BOB, CAROL);
        assertThat(changed(BOB, before)).containsExactly(BOB);
        room.set(BOB, Membership.LEAVE);
        assertThat(changed(ALICE, before)).containsExactly(CAROL);
    }

    @Test
    default void keysAndSignaturesAreReplaced() {
        write(new CrossSigningKeySet(ALICE, "master", json("1")));
        write(new CrossSigningKeySet(ALICE, "master", json("2")), new CrossSigningKeySet(ALICE, "user_signing",
                json("3")));
        KeySignature signature = new KeySignature(ALICE, "PHONE", BOB, "ed25519:X", "one");
        write(new KeySigned(signature));
        write(new KeySigned(new KeySignature(ALICE, "PHONE", BOB, "ed25519:X", "two")));
        storage().read(snapshot -> {
            assertThat(snapshot.ofDevices().crossSigningKeys(ALICE)).isEqualTo(
                    Map.of("master", json("2"), "user_signing", json("3")));
            assertThat(snapshot.ofDevices().signaturesOf(ALICE)).extracting(KeySignature::signature)
                    .containsExactly("two");
            return null;
        });
    }

    private static ObjectNode json(String value) {
        return JsonTree.object().put("value", value);
    }

    private static ReceiptSet receipt(TestRoom room, UserId user, String type, String thread, String event) {
        return new ReceiptSet(user, room.id(), type, thread, new EventId(event), 1);
    }

    private static MessageSent message(String device, String type) {
        return new MessageSent(ALICE, device, BOB, type, json("hello"));
    }

    private List<String> receipts(UserId reader, long after) {
        return storage().read(snapshot -> snapshot.receipts(reader, after).stream()
                .map(row -> row.type() + " " + row.thread() + " " + row.event()).toList());
    }

    private List<DeviceMessageRow> messages(String device) {
        return storage().read(snapshot -> snapshot.ofDevices().messages(ALICE, device, 10));
    }

    private DeviceStatus status(UserId user, String device) {
        return storage().read(snapshot -> snapshot.ofDevices().status(user, device));
    }

    private Set<UserId> changed(UserId reader, long after) {
        return storage().read(snapshot -> snapshot.ofDevices().listChanges(reader, after));
    }

    private void write(Change... changes) {
        storage().write(List.of(changes));
    }
}
