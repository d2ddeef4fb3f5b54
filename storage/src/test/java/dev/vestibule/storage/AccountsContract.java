package dev.vestibule.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.storage.AlreadyExistsException.Kind;
import dev.vestibule.storage.Change.AccountDataSet;
import dev.vestibule.storage.Change.AccountFlagSet;
import dev.vestibule.storage.Change.AllDevicesRemoved;
import dev.vestibule.storage.Change.DevicePut;
import dev.vestibule.storage.Change.DeviceRemoved;
import dev.vestibule.storage.Change.FilterStored;
import dev.vestibule.storage.Change.ProfileFieldRemoved;
import dev.vestibule.storage.Change.ProfileFieldSet;
import dev.vestibule.storage.Change.RateOverrideRemoved;
import dev.vestibule.storage.Change.RateOverrideSet;
import dev.vestibule.storage.Change.TokenIssued;
import dev.vestibule.storage.Change.TransactionRecorded;
import dev.vestibule.storage.Change.UserCreated;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Accounts, and what they keep. */
interface AccountsContract extends StorageContract {
    @Test
    default void anAccountIsCreatedOnce() {
        write(new UserCreated(ALICE, Optional.of("hash"), true));
        assertExists(Kind.USER, new UserCreated(ALICE, Optional.empty(), false));

        UserRow alice = storage().read(snapshot -> snapshot.ofAccounts().user(ALICE)).orElseThrow();
        assertThat(alice.passwordHash()).contains("hash");
        assertThat(alice.is(AccountFlag.ADMIN)).isTrue();
        assertThat(alice.toString()).doesNotContain("hash");
        assertThat(storage().<Optional<UserRow>>read(snapshot -> snapshot.ofAccounts().user(BOB))).isEmpty();
    }

    @Test
    default void aDeviceKeepsItsNameUntilItGetsAnother() {
        write(new UserCreated(ALICE, Optional.empty(), false));
        write(new DevicePut(ALICE, "PHONE", Optional.of("a phone")), new DevicePut(ALICE, "PC", Optional.empty()));
        write(new DevicePut(ALICE, "PHONE", Optional.empty()), new DevicePut(ALICE, "PC", Optional.of("a computer")));
        storage().read(snapshot -> {
            assertThat(snapshot.ofAccounts().devices(ALICE)).extracting(DeviceRow::deviceId).containsExactly("PC",
                    "PHONE");
            assertThat(snapshot.ofAccounts().devices(ALICE)).extracting(DeviceRow::displayName)
                    .containsExactly(Optional.of("a computer"), Optional.of("a phone"));
            return null;
        });
    }

    @Test
    default void aTokenIsItsOwnersUntilTheirDeviceIsRemoved() {
        write(new UserCreated(ALICE, Optional.empty(), true), new UserCreated(BOB, Optional.empty(), false));
        logIn("token-1", "PHONE");
        logIn("token-2", "PHONE");
        logIn("token-3", "PC");
        write(new DevicePut(BOB, "PHONE", Optional.empty()), new TokenIssued("token-4", BOB, "PHONE"));
        assertThat(storage().token("token-1"))
                .contains(new TokenOwner(ALICE, "PHONE", Set.of(AccountFlag.ADMIN), Optional.empty()));
        assertThat(storage().token("token-1"))
                .contains(new TokenOwner(ALICE, "PHONE", Set.of(AccountFlag.ADMIN), Optional.empty()));
        assertThat(storage().token("token-4")).contains(new TokenOwner(BOB, "PHONE", Set.of(), Optional.empty()));
        assertThat(storage().token("no token")).isEmpty();
        assertExists(Kind.ACCESS_TOKEN, new TokenIssued("token-1", BOB, "PHONE"));

        write(new DeviceRemoved(ALICE, "PHONE"));
        assertThat(storage().token("token-1")).isEmpty();
        assertThat(storage().token("token-2")).isEmpty();
        assertThat(storage().token("token-3")).isPresent();
        write(new AllDevicesRemoved(ALICE));
        assertThat(storage().token("token-3")).isEmpty();
        assertThat(storage().token("token-4")).isPresent();
        assertThat(storage().<List<DeviceRow>>read(snapshot -> snapshot.ofAccounts().devices(ALICE))).isEmpty();
    }

    @Test
    default void whatIsTrueOfAnAccountIsTrueOfItsTokensAtOnce() {
        write(new UserCreated(ALICE, Optional.of("hash"), false));
        logIn("token", "PHONE");
        for (AccountFlag flag : List.of(AccountFlag.ADMIN, AccountFlag.GUEST, AccountFlag.LOCKED,
                AccountFlag.SUSPENDED, AccountFlag.ERASED)) {
            write(new AccountFlagSet(ALICE, flag, true));
            assertThat(storage().token("token"))
                    .contains(new TokenOwner(ALICE, "PHONE", Set.of(flag), Optional.empty()));
            write(new AccountFlagSet(ALICE, flag, false));
            assertThat(storage().token("token")).contains(new TokenOwner(ALICE, "PHONE", Set.of(), Optional.empty()));
        }
        write(new AccountFlagSet(ALICE, AccountFlag.DEACTIVATED, true));
        assertThat(storage().token("token")).isEmpty();
    }

    @Test
    default void whatAUserMaySendIsTrueOfTheirTokensAtOnce() {
        write(new UserCreated(ALICE, Optional.empty(), false), new UserCreated(BOB, Optional.empty(), false));
        logIn("token", "PHONE");
        assertThat(rateOverride("token")).isEmpty();
        for (RateOverride override : List.of(new RateOverride(5, 50), new RateOverride(0, 0),
                new RateOverride(Long.MAX_VALUE, 1))) {
            write(new RateOverrideSet(ALICE, override));
            assertThat(rateOverride("token")).contains(override);
            assertThat(rateOverride(ALICE)).contains(override);
            assertThat(rateOverride(BOB)).isEmpty();
        }
        write(new RateOverrideRemoved(ALICE));
        write(new RateOverrideRemoved(ALICE));
        assertThat(rateOverride("token")).isEmpty();
        assertThat(rateOverride(ALICE)).isEmpty();
    }

    private Optional<RateOverride> rateOverride(String token) {
        return storage().token(token).orElseThrow().rateOverride();
    }

    private Optional<RateOverride> rateOverride(UserId user) {
        return storage().<Optional<RateOverride>>read(snapshot -> snapshot.ofAccounts().rateOverride(user));
    }

    private void logIn(String token, String device) {
        write(new DevicePut(ALICE, device, Optional.empty()), new TokenIssued(token, ALICE, device));
    }

    @Test
    default void aProfileAskedForAgainIsTheOneCommittedLast() {
        assertThat(storage().profile(ALICE)).isEmpty();
        for (String name : List.of("Al", "Alice")) {
            write(new ProfileFieldSet(ALICE, "displayname", TextNode.valueOf(name)));
            assertThat(storage().profile(ALICE)).containsOnly(Map.entry("displayname", TextNode.valueOf(name)));
            assertThat(storage().profile(ALICE))
                    .isEqualTo(storage().read(snapshot -> snapshot.ofAccounts().profile(ALICE)));
        }
        write(new ProfileFieldRemoved(ALICE, "displayname"));
        assertThat(storage().profile(ALICE)).isEmpty();
    }

    @Test
    default void aProfileHoldsTheFieldsThatWereSet() {
        JsonNode name = TextNode.valueOf("Alice");
        JsonNode more = JsonTree.object().put("number", 1);
        write(new ProfileFieldSet(ALICE, "displayname", TextNode.valueOf("Al")),
                new ProfileFieldSet(ALICE, "displayname", name), new ProfileFieldSet(ALICE, "us.example", more));
        assertThat(storage().<Map<String, JsonNode>>read(snapshot -> snapshot.ofAccounts().profile(ALICE)))
                .isEqualTo(Map.of("displayname", name, "us.example", more));

        write(new ProfileFieldRemoved(ALICE, "us.example"), new ProfileFieldRemoved(ALICE, "never set"));
        assertThat(storage().<Map<String, JsonNode>>read(snapshot -> snapshot.ofAccounts().profile(ALICE)))
                .isEqualTo(Map.of("displayname", name));
    }

    @Test
    default void accountDataIsFoundByWhenItWasSet() {
        TestRoom room = TestRoom.create(storage(), ALICE);
        JsonNode content = JsonTree.object().put("a", 1);
        write(new AccountDataSet(ALICE, Optional.empty(), "m.push_rules", JsonTree.object()));
        write(new AccountDataSet(ALICE, Optional.of(room.id()), "m.tag", content));
        write(new AccountDataSet(ALICE, Optional.empty(), "m.push_rules", content),
                new AccountDataSet(BOB, Optional.empty(), "m.push_rules", content));

        storage().read(snapshot -> {
            AccountDataRow tag = new AccountDataRow(Optional.of(room.id()), "m.tag", content, 4);
            AccountDataRow rules = new AccountDataRow(Optional.empty(), "m.push_rules", content, 5);
            assertThat(snapshot.ofAccounts().accountData(ALICE, 0)).containsExactly(tag, rules);
            assertThat(snapshot.ofAccounts().accountData(ALICE, 4)).containsExactly(rules);
            assertThat(snapshot.ofAccounts().accountData(ALICE, Optional.of(room.id()), "m.tag")).contains(tag);
            assertThat(snapshot.ofAccounts().accountData(ALICE, Optional.empty(), "m.tag")).isEmpty();
            return null;
        });
    }

    @Test
    default void aTransactionIsRecordedOnceInItsScope() {
        TransactionKey key = new TransactionKey(ALICE, "PHONE", "PUT /send", "m1");
        write(new TransactionRecorded(key, "{}"));
        assertExists(Kind.TRANSACTION, new TransactionRecorded(key, "{}"));
        write(new TransactionRecorded(new TransactionKey(ALICE, "PC", "PUT /send", "m1"), "{\"a\":1}"));
        storage().read(snapshot -> {
            assertThat(snapshot.ofAccounts().transaction(key)).contains("{}");
            assertThat(snapshot.ofAccounts().transaction(new TransactionKey(ALICE, "PC", "PUT /send", "m1")))
                    .contains("{\"a\":1}");
            assertThat(snapshot.ofAccounts().transaction(new TransactionKey(BOB, "PHONE", "PUT /send", "m1")))
                    .isEmpty();
            return null;
        });
    }

    @Test
    default void aFilterIsItsUsersOwn() {
        write(new FilterStored(ALICE, "1", "{\"room\":{}}"), new FilterStored(BOB, "1", "{}"));
        assertExists(Kind.FILTER, new FilterStored(ALICE, "1", "{}"));
        storage().read(snapshot -> {
            assertThat(snapshot.ofAccounts().filter(ALICE, "1")).contains("{\"room\":{}}");
            assertThat(snapshot.ofAccounts().filter(BOB, "1")).contains("{}");
            assertThat(snapshot.ofAccounts().filter(CAROL, "1")).isEmpty();
            return null;
        });
    }

    @Test
    default void aTextThatIsTooLongIsRefusedByName() {
        assertThatThrownBy(() -> write(new UserCreated(ALICE, Optional.empty(), false),
                new DevicePut(ALICE, "x".repeat(256), Optional.empty())))
                .isInstanceOf(ValueTooLongException.class)
                .hasMessage("the device id is longer than 255 characters");
        assertThat(storage().<Optional<UserRow>>read(snapshot -> snapshot.ofAccounts().user(ALICE))).isEmpty();
        write(new DevicePut(ALICE, "x".repeat(255), Optional.of("\u00e4\u20ac\ud83d\ude00'\"\\%_")));
        assertThat(storage().<List<DeviceRow>>read(snapshot -> snapshot.ofAccounts().devices(ALICE)))
                .extracting(device -> device.displayName().orElseThrow())
                .containsExactly("\u00e4\u20ac\ud83d\ude00'\"\\%_");
    }

    private void write(Change... changes) {
        storage().write(List.of(changes));
    }

    private void assertExists(Kind kind, Change change) {
        assertThatThrownBy(() -> write(change)).isInstanceOfSatisfying(AlreadyExistsException.class,
                exists -> assertThat(exists.kind()).isEqualTo(kind));
    }
}
