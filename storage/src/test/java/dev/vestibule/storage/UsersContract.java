package dev.vestibule.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.storage.Change.AccountClosed;
import dev.vestibule.storage.Change.AccountDataSet;
import dev.vestibule.storage.Change.AccountFlagSet;
import dev.vestibule.storage.Change.AllDevicesRemoved;
import dev.vestibule.storage.Change.DevicePut;
import dev.vestibule.storage.Change.DeviceUsed;
import dev.vestibule.storage.Change.FilterStored;
import dev.vestibule.storage.Change.PasswordSet;
import dev.vestibule.storage.Change.ProfileFieldSet;
import dev.vestibule.storage.Change.TokenIssued;
import dev.vestibule.storage.Change.UserCreated;
import dev.vestibule.storage.Change.UserTypeSet;
import dev.vestibule.storage.UserSearch.Order;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is true of accounts, how they are found, and how they end. */
interface UsersContract extends StorageContract {
    @Test
    default void aNewAccountCanBeMoreThanAnAdministratorFromItsFirstCommitOn() {
        change(new UserCreated(ALICE, Optional.empty(), false), new AccountFlagSet(ALICE, AccountFlag.GUEST, true),
                new UserTypeSet(ALICE, Optional.of("bot")), new PasswordSet(ALICE, Optional.of("hash")));
        assertThat(user(ALICE).flags()).containsExactly(AccountFlag.GUEST);
        assertThat(user(ALICE).userType()).contains("bot");
        assertThat(user(ALICE).passwordHash()).contains("hash");
        change(new UserTypeSet(ALICE, Optional.empty()), new PasswordSet(ALICE, Optional.empty()));
        assertThat(user(ALICE).userType()).isEmpty();
        assertThat(user(ALICE).passwordHash()).isEmpty();
        assertThat(new PasswordSet(ALICE, Optional.of("secret")).toString()).doesNotContain("secret");
    }

    @Test
    default void aClosedAccountKeepsItsNameAndNothingForItsOwner() {
        furnish(ALICE);
        furnish(BOB);
        change(new AllDevicesRemoved(ALICE), new AccountClosed(ALICE, false));
        assertThat(user(ALICE).flags()).containsExactly(AccountFlag.DEACTIVATED);
        assertThat(user(ALICE).passwordHash()).isEmpty();
        assertThat(storage().token("token of " + ALICE)).isEmpty();
        assertThat(storage().profile(ALICE)).containsKey("displayname");
        storage().read(snapshot -> {
            assertThat(snapshot.ofAccounts().devices(ALICE)).isEmpty();
            assertThat(snapshot.ofAccounts().accountData(ALICE, 0)).isEmpty();
            assertThat(snapshot.ofAccounts().filter(ALICE, "1")).isEmpty();
            assertThat(snapshot.ofAccounts().devices(BOB)).hasSize(1);
            assertThat(snapshot.ofAccounts().accountData(BOB, 0)).hasSize(1);
            assertThat(snapshot.ofAccounts().filter(BOB, "1")).isPresent();
            return null;
        });
        assertThat(erasedAt(ALICE)).isEmpty();
        change(new AccountClosed(ALICE, true));
        assertThat(erasedAt(ALICE)).contains(storage().position());
        assertThat(user(ALICE).flags()).containsExactlyInAnyOrder(AccountFlag.DEACTIVATED, AccountFlag.ERASED);
        assertThat(storage().profile(ALICE)).isEmpty();
        assertThat(storage().profile(BOB)).containsKey("displayname");
        assertThat(storage().token("token of " + BOB)).isPresent();
    }

    @Test
    default void anAccountIsErasedFromTheFirstTimeOnUntilItBeginsAnew() {
        furnish(ALICE);
        change(new AccountClosed(ALICE, true));
        long erased = storage().position();
        furnish(BOB);
        change(new AccountClosed(ALICE, true));
        assertThat(erasedAt(ALICE)).contains(erased);
        change(new AccountFlagSet(ALICE, AccountFlag.ERASED, false));
        assertThat(erasedAt(ALICE)).isEmpty();
        change(new AccountClosed(ALICE, true));
        assertThat(erasedAt(ALICE)).contains(storage().position());
    }

    private Optional<Long> erasedAt(UserId user) {
        return storage().read(snapshot -> snapshot.ofAccounts().erasedAt(user));
    }

    /** Changes of one commit are written in batches, which must not bring back what was just removed. */
    @Test
    default void whatIsSetBeforeAnAccountIsClosedInTheSameCommitIsGone() {
        furnish(ALICE);
        furnish(BOB);
        change(new AccountClosed(BOB, true),
                new AccountDataSet(ALICE, Optional.empty(), "new", JsonTree.object()),
                new ProfileFieldSet(ALICE, "avatar_url", TextNode.valueOf("mxc://a/b")),
                new FilterStored(ALICE, "2", "{}"), new AccountClosed(ALICE, true));
        storage().read(snapshot -> {
            assertThat(snapshot.ofAccounts().accountData(ALICE, 0)).isEmpty();
            assertThat(snapshot.ofAccounts().profile(ALICE)).isEmpty();
            assertThat(snapshot.ofAccounts().filter(ALICE, "2")).isEmpty();
            return null;
        });
    }

    @Test
    default void accountsAreFoundByPartsOfTheirNamesInAnyCase() {
        crowd();
        assertThat(found(withName("ALI"))).containsExactly("@alice:localhost");
        assertThat(found(withName("zeb\"ra"))).containsExactly("@alice:localhost");
        assertThat(found(withName("Ünï"))).containsExactly("@bob:localhost");
        assertThat(found(withName("localhost"))).isEmpty();
        assertThat(found(withName("_"))).isEmpty();
        assertThat(found(withName("%"))).isEmpty();
        assertThat(found(withName("!"))).containsExactly("@carol:localhost");
        assertThat(found(withId("OB:Local"))).containsExactly("@bob:localhost");
        assertThat(found(withId("localhost"))).hasSize(3);
    }

    @Test
    default void accountsAreFoundByWhatIsTrueOfThemAndByTheirType() {
        crowd();
        change(new AccountFlagSet(BOB, AccountFlag.LOCKED, true), new UserTypeSet(CAROL, Optional.of("bot")));
        assertThat(found(withFlags(Map.of(AccountFlag.LOCKED, true)))).containsExactly("@bob:localhost");
        assertThat(found(withFlags(Map.of(AccountFlag.LOCKED, false, AccountFlag.ADMIN, false))))
                .containsExactly("@carol:localhost");
        assertThat(found(withoutTypes(List.of(Optional.of("bot")))))
                .containsExactly("@alice:localhost", "@bob:localhost");
        assertThat(found(withoutTypes(List.of(Optional.empty())))).containsExactly("@carol:localhost");
        assertThat(found(withoutTypes(List.of(Optional.empty(), Optional.of("bot"))))).isEmpty();
    }

    @Test
    default void accountsComeInOrderAndInParts() {
        crowd();
        assertThat(found(ordered(Order.DISPLAY_NAME, Direction.FORWARDS)))
                .containsExactly("@carol:localhost", "@alice:localhost", "@bob:localhost");
        assertThat(found(ordered(Order.AVATAR_URL, Direction.FORWARDS)))
                .containsExactly("@alice:localhost", "@carol:localhost", "@bob:localhost");
        assertThat(found(ordered(Order.AVATAR_URL, Direction.BACKWARDS)))
                .containsExactly("@bob:localhost", "@alice:localhost", "@carol:localhost");
        assertThat(found(ordered(Order.ADMIN, Direction.BACKWARDS)).getFirst()).isEqualTo("@alice:localhost");
        assertThat(found(ordered(Order.USER_ID, Direction.BACKWARDS)).getFirst()).isEqualTo("@carol:localhost");
        for (Order order : Order.values()) {
            assertThat(found(ordered(order, Direction.FORWARDS))).hasSize(3);
        }
        change(new DeviceUsed(BOB, "PHONE", "::1", "", Instant.ofEpochMilli(5)),
                new DeviceUsed(BOB, "PC", "::1", "", Instant.ofEpochMilli(7)),
                new DeviceUsed(CAROL, "PC", "::1", "", Instant.ofEpochMilli(6)));
        assertThat(found(ordered(Order.LAST_SEEN, Direction.BACKWARDS)))
                .containsExactly("@bob:localhost", "@carol:localhost", "@alice:localhost");
        UserPage second = storage()
                .read(snapshot -> snapshot.ofAccounts().users(new UserSearch(Optional.empty(), Optional.empty(),
                        Map.of(), List.of(), Order.USER_ID, Direction.FORWARDS, 1, 1)));
        assertThat(second.total()).isEqualTo(3);
        assertThat(second.users()).singleElement().satisfies(bob -> {
            assertThat(bob.account()).isEqualTo(user(BOB));
            assertThat(bob.displayName()).contains("The ünïque");
            assertThat(bob.avatarUrl()).contains("mxc://a/b");
            assertThat(bob.lastSeen()).contains(Instant.ofEpochMilli(7));
            assertThat(storage().<Optional<UserSummary>>read(snapshot -> snapshot.ofAccounts().userSummary(BOB)))
                    .contains(bob);
        });
    }

    private void crowd() {
        change(new UserCreated(ALICE, Optional.empty(), true), new UserCreated(BOB, Optional.of("hash"), false),
                new UserCreated(CAROL, Optional.empty(), false),
                new ProfileFieldSet(ALICE, "displayname", TextNode.valueOf("Zeb\"ra")),
                new ProfileFieldSet(BOB, "displayname", TextNode.valueOf("The ünïque")),
                new ProfileFieldSet(BOB, "avatar_url", TextNode.valueOf("mxc://a/b")),
                new ProfileFieldSet(CAROL, "displayname", TextNode.valueOf("!")));
        change(new ProfileFieldSet(ALICE, "displayname", TextNode.valueOf("A zeb\"ra")));
    }

    private void furnish(UserId user) {
        change(new UserCreated(user, Optional.of("hash"), false), new DevicePut(user, "PHONE", Optional.empty()),
                new TokenIssued("token of " + user, user, "PHONE"),
                new ProfileFieldSet(user, "displayname", TextNode.valueOf("somebody")),
                new AccountDataSet(user, Optional.empty(), "m.direct", JsonTree.object()),
                new FilterStored(user, "1", "{}"));
        assertThat(storage().token("token of " + user)).isPresent();
    }

    private static UserSearch withName(String part) {
        return new UserSearch(Optional.empty(), Optional.of(part), Map.of(), List.of(), Order.USER_ID,
                Direction.FORWARDS, 0, 100);
    }

    private static UserSearch withId(String part) {
        return new UserSearch(Optional.of(part), Optional.empty(), Map.of(), List.of(), Order.USER_ID,
                Direction.FORWARDS, 0, 100);
    }

    private static UserSearch withFlags(Map<AccountFlag, Boolean> flags) {
        return new UserSearch(Optional.empty(), Optional.empty(), flags, List.of(), Order.USER_ID, Direction.FORWARDS,
                0, 100);
    }

    private static UserSearch withoutTypes(List<Optional<String>> types) {
        return new UserSearch(Optional.empty(), Optional.empty(), Map.of(), types, Order.USER_ID, Direction.FORWARDS,
                0, 100);
    }

    private static UserSearch ordered(Order order, Direction direction) {
        return new UserSearch(Optional.empty(), Optional.empty(), Map.of(), List.of(), order, direction, 0, 100);
    }

    private List<String> found(UserSearch search) {
        return storage().<UserPage>read(snapshot -> snapshot.ofAccounts().users(search)).users().stream()
                .map(user -> user.account().user().value()).toList();
    }

    private UserRow user(UserId user) {
        return storage().<Optional<UserRow>>read(snapshot -> snapshot.ofAccounts().user(user)).orElseThrow();
    }

    private void change(Change... changes) {
        storage().write(List.of(changes));
    }
}
