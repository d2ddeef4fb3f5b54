package dev.vestibule.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.authz.id.UserId;
import dev.vestibule.storage.Change.AccountFlagSet;
import dev.vestibule.storage.Change.AllDevicesRemoved;
import dev.vestibule.storage.Change.ConnectionsForgotten;
import dev.vestibule.storage.Change.DeviceNamed;
import dev.vestibule.storage.Change.DevicePut;
import dev.vestibule.storage.Change.DeviceRemoved;
import dev.vestibule.storage.Change.DeviceUsed;
import dev.vestibule.storage.Change.OtherDevicesRemoved;
import dev.vestibule.storage.Change.PuppetTokenIssued;
import dev.vestibule.storage.Change.RateOverrideSet;
import dev.vestibule.storage.Change.RefreshableTokenIssued;
import dev.vestibule.storage.Change.TokenEnded;
import dev.vestibule.storage.Change.TokenIssued;
import dev.vestibule.storage.Change.TokensOfDeviceEnded;
import dev.vestibule.storage.Change.TokensTakenUp;
import dev.vestibule.storage.Change.UserCreated;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What becomes of devices and the tokens they act by. */
interface SessionsContract extends StorageContract {
    Instant END = Instant.parse("2026-07-08T12:05:00Z");

    @Test
    default void aDeviceIsRenamedOnlyIfItIsThere() {
        users();
        write(new DevicePut(ALICE, "PHONE", Optional.of("a phone")));
        write(new DeviceNamed(ALICE, "PHONE", Optional.of("my phone")), new DeviceNamed(ALICE, "PC", Optional.of("x")));
        assertThat(devices()).extracting(DeviceRow::displayName).containsExactly(Optional.of("my phone"));
        write(new DeviceNamed(ALICE, "PHONE", Optional.empty()));
        assertThat(devices()).extracting(DeviceRow::displayName).containsExactly(Optional.empty());
    }

    @Test
    default void aTokenWithoutADeviceEndsWithTheAdministratorNotWithTheUser() {
        users();
        write(new AccountFlagSet(BOB, AccountFlag.ADMIN, true));
        write(new PuppetTokenIssued("puppet", ALICE, BOB, Optional.of(END)),
                new PuppetTokenIssued("other", ALICE, BOB, Optional.empty()));
        assertThat(storage().token("puppet")).contains(new TokenOwner(ALICE, Optional.empty(), Set.of(),
                Optional.empty(), Optional.of(BOB), Optional.empty(), Optional.of(END), Optional.empty()));
        assertThat(storage().token("other").orElseThrow().validUntil()).isEmpty();
        assertThat(devices()).isEmpty();

        write(new AllDevicesRemoved(ALICE), new OtherDevicesRemoved(ALICE, "PHONE"), new DeviceRemoved(ALICE, "PC"));
        assertThat(storage().token("puppet")).isPresent();
        write(new TokenEnded("puppet"));
        assertThat(storage().token("puppet")).isEmpty();
        assertThat(storage().token("other")).isPresent();
        write(new AllDevicesRemoved(BOB));
        assertThat(storage().token("other")).isEmpty();
    }

    @Test
    default void aTokenToActAsAUserIsGoodOnlyWhileItsHolderMayAdminister() {
        users();
        write(new AccountFlagSet(BOB, AccountFlag.ADMIN, true));
        write(new PuppetTokenIssued("puppet", ALICE, BOB, Optional.empty()));
        assertThat(storage().token("puppet")).isPresent();

        write(new AccountFlagSet(BOB, AccountFlag.ADMIN, false));
        assertThat(storage().token("puppet")).isEmpty();
        write(new AccountFlagSet(BOB, AccountFlag.ADMIN, true));
        assertThat(storage().token("puppet")).isPresent();
        write(new AccountFlagSet(BOB, AccountFlag.LOCKED, true));
        assertThat(storage().token("puppet")).isEmpty();
        write(new AccountFlagSet(BOB, AccountFlag.LOCKED, false));
        assertThat(storage().token("puppet")).isPresent();
        write(new AccountFlagSet(BOB, AccountFlag.DEACTIVATED, true));
        assertThat(storage().token("puppet")).isEmpty();
    }

    @Test
    default void aTokenToActAsAUserTellsTheRatesOfBoth() {
        users();
        write(new AccountFlagSet(BOB, AccountFlag.ADMIN, true), new RateOverrideSet(ALICE, new RateOverride(1, 2)));
        write(new PuppetTokenIssued("puppet", ALICE, BOB, Optional.empty()));
        assertThat(storage().token("puppet").orElseThrow().rateOverride()).contains(new RateOverride(1, 2));
        assertThat(storage().token("puppet").orElseThrow().administratorsRateOverride()).isEmpty();
        write(new RateOverrideSet(BOB, new RateOverride(0, 0)));
        assertThat(storage().token("puppet").orElseThrow().administratorsRateOverride())
                .contains(new RateOverride(0, 0));
    }

    @Test
    default void theTokensOfADeviceEndAndItStays() {
        users();
        logIn("A0", "R0", "PHONE");
        logIn("A1", "R1", "PC");
        write(new TokensOfDeviceEnded(ALICE, "PHONE"));
        assertThat(storage().token("A0")).isEmpty();
        assertThat(refreshToken("R0")).isEmpty();
        assertThat(storage().token("A1")).isPresent();
        assertThat(devices()).extracting(DeviceRow::deviceId).containsExactly("PC", "PHONE");
    }

    @Test
    default void allDevicesButOneAreRemoved() {
        users();
        logIn("A0", "R0", "PHONE");
        logIn("A1", "R1", "PC");
        write(new DevicePut(BOB, "TV", Optional.empty()), new TokenIssued("B0", BOB, "TV"));
        write(new OtherDevicesRemoved(ALICE, "PHONE"));
        assertThat(storage().token("A0")).isPresent();
        assertThat(refreshToken("R0")).isPresent();
        assertThat(storage().token("A1")).isEmpty();
        assertThat(refreshToken("R1")).isEmpty();
        assertThat(storage().token("B0")).isPresent();
        assertThat(devices()).extracting(DeviceRow::deviceId).containsExactly("PHONE");
        write(new DeviceRemoved(ALICE, "PHONE"));
        assertThat(refreshToken("R0")).isEmpty();
    }

    @Test
    default void aRefreshTokenLastsUntilWhatItGotIsUsed() {
        users();
        logIn("A0", "R0", "PHONE");
        logIn("OTHER", "OTHER-R", "PC");
        assertThat(refreshToken("R0")).contains(new RefreshTokenRow(ALICE, "PHONE", true));
        assertThat(storage().token("A0").orElseThrow().notTakenUp()).isEmpty();
        assertThat(storage().token("A0").orElseThrow().validUntil()).contains(END);

        write(refreshed("A1", "R1", "R0"));
        write(refreshed("A2", "R2", "R0"));
        assertThat(storage().token("A1").orElseThrow().notTakenUp()).contains("R1");
        assertThat(refreshToken("R2")).contains(new RefreshTokenRow(ALICE, "PHONE", false));
        assertThat(storage().token("A0")).isPresent();

        write(new TokensTakenUp(ALICE, "PHONE", "R1"));
        assertThat(storage().token("A1").orElseThrow().notTakenUp()).isEmpty();
        assertThat(refreshToken("R1")).contains(new RefreshTokenRow(ALICE, "PHONE", true));
        for (String ended : List.of("A0", "A2")) {
            assertThat(storage().token(ended)).as(ended).isEmpty();
        }
        for (String ended : List.of("R0", "R2")) {
            assertThat(refreshToken(ended)).as(ended).isEmpty();
        }
        assertThat(storage().token("OTHER")).isPresent();
        assertThat(refreshToken("OTHER-R")).isPresent();
    }

    @Test
    default void nothingIsGotWithARefreshTokenThatHasEnded() {
        users();
        logIn("A0", "R0", "PHONE");
        write(new DeviceRemoved(ALICE, "PHONE"), refreshed("A1", "R1", "R0"));
        assertThat(storage().token("A1")).isEmpty();
        assertThat(refreshToken("R1")).isEmpty();
    }

    @Test
    default void ofTwoThatAreUsedAtOnceOneStays() {
        users();
        logIn("A0", "R0", "PHONE");
        write(refreshed("A1", "R1", "R0"), refreshed("A2", "R2", "R0"));
        write(new TokensTakenUp(ALICE, "PHONE", "R1"), new TokensTakenUp(ALICE, "PHONE", "R2"));
        assertThat(storage().token("A1")).isPresent();
        assertThat(refreshToken("R1")).isPresent();
        assertThat(storage().token("A2")).isEmpty();
    }

    @Test
    default void nobodyOwnsTheRefreshTokensOfAClosedAccount() {
        users();
        logIn("A0", "R0", "PHONE");
        write(new AccountFlagSet(ALICE, AccountFlag.DEACTIVATED, true));
        assertThat(refreshToken("R0")).isEmpty();
    }

    @Test
    default void whereADeviceWasUsedIsKeptOnceForEachAddress() {
        users();
        Instant first = Instant.parse("2026-07-08T12:00:00Z");
        Instant second = first.plusSeconds(60);
        Instant third = first.plusSeconds(120);
        write(new DeviceUsed(ALICE, "PHONE", "10.0.0.1", "old", first));
        write(new DeviceUsed(ALICE, "PHONE", "10.0.0.2", "other", second));
        write(new DeviceUsed(ALICE, "PHONE", "10.0.0.1", "new", third), new DeviceUsed(BOB, "PC", "::1", "x", first));
        assertThat(connections()).containsExactly(new ConnectionRow("PHONE", "10.0.0.1", "new", third),
                new ConnectionRow("PHONE", "10.0.0.2", "other", second));
        write(new ConnectionsForgotten(third));
        assertThat(connections()).containsExactly(new ConnectionRow("PHONE", "10.0.0.1", "new", third));
        assertThat(connections(BOB)).isEmpty();
    }

    private void users() {
        write(new UserCreated(ALICE, Optional.empty(), false), new UserCreated(BOB, Optional.empty(), false));
    }

    private void logIn(String token, String refreshToken, String device) {
        write(new DevicePut(ALICE, device, Optional.empty()),
                new RefreshableTokenIssued(token, refreshToken, ALICE, device, END, Optional.empty()));
    }

    private static Change refreshed(String token, String refreshToken, String with) {
        return new RefreshableTokenIssued(token, refreshToken, ALICE, "PHONE", END, Optional.of(with));
    }

    private List<DeviceRow> devices() {
        return storage().read(snapshot -> snapshot.ofAccounts().devices(ALICE));
    }

    private List<ConnectionRow> connections() {
        return connections(ALICE);
    }

    private List<ConnectionRow> connections(UserId user) {
        return storage().read(snapshot -> snapshot.ofAccounts().connections(user));
    }

    private Optional<RefreshTokenRow> refreshToken(String hash) {
        return storage().read(snapshot -> snapshot.ofAccounts().refreshToken(hash));
    }

    private void write(Change... changes) {
        storage().write(List.of(changes));
    }
}
