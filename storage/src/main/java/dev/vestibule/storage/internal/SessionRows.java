package dev.vestibule.storage.internal;

import dev.vestibule.authz.id.UserId;
import dev.vestibule.storage.Change.AllDevicesRemoved;
import dev.vestibule.storage.Change.ConnectionsForgotten;
import dev.vestibule.storage.Change.DeviceNamed;
import dev.vestibule.storage.Change.DevicePut;
import dev.vestibule.storage.Change.DeviceRemoved;
import dev.vestibule.storage.Change.DeviceUsed;
import dev.vestibule.storage.Change.OfSession;
import dev.vestibule.storage.Change.OtherDevicesRemoved;
import dev.vestibule.storage.Change.PuppetTokenIssued;
import dev.vestibule.storage.Change.RefreshableTokenIssued;
import dev.vestibule.storage.Change.TokenEnded;
import dev.vestibule.storage.Change.TokenIssued;
import dev.vestibule.storage.Change.TokensOfDeviceEnded;
import dev.vestibule.storage.Change.TokensTakenUp;
import dev.vestibule.storage.internal.Row.Touch;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Turns changes of devices and tokens into the rows that they write. */
final class SessionRows {
    private final InstantSource clock;

    SessionRows(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * What a change writes.
     *
     * @throws dev.vestibule.storage.ValueTooLongException if a text does not fit
     */
    List<Row> rows(OfSession change) {
        return switch (change) {
            case DevicePut put -> List.of(devicePut(put));
            case DeviceNamed(var user, var device, var name) -> List.of(
                    Row.touching(SessionWrites.DEVICE_NAME, devices(user), name.orElse(null), user.value(), device));
            case DeviceRemoved(var user, var device) -> List.of(
                    Row.touching(SessionWrites.DEVICE_GONE, devices(user), user.value(), device),
                    Row.touching(SessionWrites.TOKENS_OF_DEVICE_GONE, tokens(user), user.value(), device),
                    Row.touching(SessionWrites.REFRESH_TOKENS_OF_DEVICE_GONE, refreshTokens(user), user.value(),
                            device));
            case OtherDevicesRemoved(var user, var kept) -> List.of(
                    Row.touching(SessionWrites.OTHER_DEVICES_GONE, devices(user), user.value(), kept),
                    Row.touching(SessionWrites.TOKENS_OF_OTHER_DEVICES_GONE, tokens(user), user.value(), kept),
                    Row.touching(SessionWrites.REFRESH_TOKENS_OF_OTHER_DEVICES_GONE, refreshTokens(user), user.value(),
                            kept));
            case AllDevicesRemoved(var user) -> List.of(
                    Row.touching(SessionWrites.DEVICES_GONE, devices(user), user.value()),
                    Row.touching(SessionWrites.TOKENS_OF_DEVICES_GONE, tokens(user), user.value()),
                    Row.touching(SessionWrites.REFRESH_TOKENS_GONE, refreshTokens(user), user.value()),
                    Row.touching(SessionWrites.PUPPET_TOKENS_GONE, puppetTokens(user), user.value()));
            case DeviceUsed used -> List.of(deviceUsed(used));
            case ConnectionsForgotten(var before) ->
                List.of(Row.of(SessionWrites.CONNECTIONS_OLD, before.toEpochMilli()));
            case TokenIssued(var hash, var user, var device) -> List.of(
                    Row.touching(SessionWrites.TOKEN, tokens(user), hash, user.value(), device, clock.millis()));
            case RefreshableTokenIssued issued -> refreshable(issued);
            case TokensTakenUp(var user, var device, var refresh) -> List.of(
                    Row.touching(SessionWrites.OTHER_TOKENS_OF_DEVICE_GONE, tokens(user), user.value(), device, refresh,
                            refresh),
                    Row.touching(SessionWrites.OTHER_REFRESH_TOKENS_OF_DEVICE_GONE, refreshTokens(user), user.value(),
                            device,
                            refresh, refresh),
                    Row.touching(SessionWrites.REFRESH_TOKEN_IN_USE, refreshTokens(user), true, refresh));
            case PuppetTokenIssued(var hash, var user, var administrator, var end) -> List.of(
                    Row.touching(SessionWrites.PUPPET_TOKEN, puppetTokens(administrator), hash, user.value(),
                            administrator.value(), clock.millis(),
                            end.map(Instant::toEpochMilli).orElse(SessionQueries.NEVER)));
            case TokenEnded(var hash) -> List.of(Row.of(SessionWrites.TOKEN_GONE, hash));
            case TokensOfDeviceEnded(var user, var device) -> List.of(
                    Row.touching(SessionWrites.TOKENS_OF_DEVICE_GONE, tokens(user), user.value(), device),
                    Row.touching(SessionWrites.REFRESH_TOKENS_OF_DEVICE_GONE, refreshTokens(user), user.value(),
                            device));
        };
    }

    /** What goes when an account is closed, beside its devices: administrators' sessions as the user, and traces. */
    static List<Row> closed(UserId user) {
        return List.of(Row.touching(SessionWrites.ALL_TOKENS_GONE, tokens(user), user.value()),
                Row.touching(SessionWrites.CONNECTIONS_GONE, connections(user), user.value()));
    }

    private Row devicePut(DevicePut put) {
        String user = put.user().value();
        Touch key = devices(put.user());
        Row there = put.displayName().isPresent()
                ? Row.touching(SessionWrites.DEVICE_NAME, key, put.displayName().get(), user, put.deviceId())
                : Row.touching(SessionWrites.DEVICE_SEEN, key, put.deviceId(), user, put.deviceId());
        return there.orElse(
                Row.touching(SessionWrites.DEVICE_NEW, key, user, put.deviceId(), put.displayName().orElse(null),
                        clock.millis()));
    }

    private List<Row> refreshable(RefreshableTokenIssued issued) {
        String user = issued.user().value();
        long now = clock.millis();
        long end = issued.validUntil().toEpochMilli();
        if (issued.refreshed().isEmpty()) {
            return List.of(
                    Row.touching(SessionWrites.REFRESHABLE_TOKEN, tokens(issued.user()), issued.tokenHash(), user,
                            issued.deviceId(), now, end, issued.refreshTokenHash()),
                    Row.touching(SessionWrites.REFRESH_TOKEN, refreshTokens(issued.user()), issued.refreshTokenHash(),
                            user,
                            issued.deviceId(), true, now));
        }
        String refreshed = issued.refreshed().get();
        return List.of(
                Row.touching(SessionWrites.NEXT_REFRESHABLE_TOKEN, tokens(issued.user()), issued.tokenHash(), user,
                        issued.deviceId(), now, end, issued.refreshTokenHash(), refreshed),
                Row.touching(SessionWrites.NEXT_REFRESH_TOKEN, refreshTokens(issued.user()), issued.refreshTokenHash(),
                        user,
                        issued.deviceId(), false, now, refreshed));
    }

    private static Row deviceUsed(DeviceUsed used) {
        Touch key = connections(used.user());
        Object[] values = {used.when().toEpochMilli(), used.userAgent(), used.user().value(), used.deviceId(),
                used.ip()};
        return Row.touching(SessionWrites.CONNECTION_AGAIN, key, values)
                .orElse(Row.touching(SessionWrites.CONNECTION_NEW, key, values));
    }

    private static Touch devices(UserId user) {
        return new Touch("devices", user);
    }

    private static Touch tokens(UserId user) {
        return new Touch("access_tokens", user);
    }

    private static Touch puppetTokens(UserId administrator) {
        return new Touch("access_tokens of puppets", administrator);
    }

    private static Touch refreshTokens(UserId user) {
        return new Touch("refresh_tokens", user);
    }

    private static Touch connections(UserId user) {
        return new Touch("connections", user);
    }
}
