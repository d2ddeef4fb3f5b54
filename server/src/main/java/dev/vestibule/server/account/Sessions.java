package dev.vestibule.server.account;

import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.Change;
import dev.vestibule.storage.RefreshTokenRow;
import dev.vestibule.storage.Storage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Opens and ends sessions: devices and their access tokens. A device has one token at a time, so logging in with a
 * device that exists ends what the older token could do.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#relationship-between-access-tokens-and-devices">
 *      Relationship between access tokens and devices</a>
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#refreshing-access-tokens">
 *      Refreshing access tokens</a>
 */
public final class Sessions {
    /** How long an access token is valid that can be refreshed. */
    static final Duration REFRESHABLE_TOKEN_LIFE = Duration.ofMinutes(5);
    private static final int DEVICE_ID_LENGTH = 10;

    private final Storage storage;
    private final AccessTokens tokens;
    private final RandomGenerator random;
    private final InstantSource clock;

    public Sessions(Storage storage, AccessTokens tokens, RandomGenerator random, InstantSource clock) {
        this.storage = storage;
        this.tokens = tokens;
        this.random = random;
        this.clock = clock;
    }

    /**
     * Opens a session.
     *
     * @param before changes that belong to the same unit of work, such as the creation of the account
     */
    public Session open(UserId user, DeviceRequest request, List<Change> before) {
        String deviceId = request.deviceId().orElseGet(this::makeDeviceId);
        Session session = request.refreshable()
                ? refreshable(user, deviceId)
                : new Session(user, deviceId, tokens.make(), Optional.empty());
        List<Change> changes = new ArrayList<>(before);
        changes.add(new Change.TokensOfDeviceEnded(user, deviceId));
        changes.add(new Change.DevicePut(user, deviceId,
                request.displayName().filter(_ -> !isThere(user, deviceId))));
        changes.add(issued(session, Optional.empty()));
        storage.write(changes);
        return session;
    }

    /**
     * Gets the next access token. The refresh token stays good until what is given here has been used, so that a
     * client that missed the answer can ask again.
     *
     * @throws MatrixException {@code M_UNKNOWN_TOKEN} if the refresh token is not, or no longer, valid
     */
    public Session refresh(String refreshToken) {
        String hash = AccessTokens.hash(refreshToken);
        RefreshTokenRow row = storage.read(snapshot -> snapshot.ofAccounts().refreshToken(hash))
                .orElseThrow(() -> new MatrixException(ErrorCode.UNKNOWN_TOKEN,
                        "This refresh token is not, or no longer, valid: log in again.").with("soft_logout", false));
        Session session = refreshable(row.user(), row.deviceId());
        List<Change> changes = new ArrayList<>();
        if (!row.inUse()) {
            changes.add(new Change.TokensTakenUp(row.user(), row.deviceId(), hash));
        }
        changes.add(issued(session, Optional.of(hash)));
        storage.write(changes);
        return session;
    }

    /**
     * Lets an administrator act as a user, without a device.
     *
     * @param validUntil when that ends; empty if it does not end by itself
     * @return the access token
     */
    public String actAs(UserId user, UserId administrator, Optional<Instant> validUntil) {
        String token = tokens.make();
        storage.write(List.of(
                new Change.PuppetTokenIssued(AccessTokens.hash(token), user, administrator, validUntil)));
        return token;
    }

    /** Ends the session that asks. */
    public void end(Requester requester) {
        storage.write(List.of(switch (requester.through()) {
            case Requester.Device(String id) -> new Change.DeviceRemoved(requester.user(), id);
            case Requester.Puppet(_, String tokenHash) -> new Change.TokenEnded(tokenHash);
            case Requester.Server _ -> throw new IllegalStateException("the server itself has no session to end");
        }));
    }

    /** Ends all sessions of the user who asks, those in which they act as others too. */
    public void endAll(Requester requester) {
        storage.write(List.of(new Change.AllDevicesRemoved(requester.user())));
    }

    private Session refreshable(UserId user, String deviceId) {
        return new Session(user, deviceId, tokens.make(),
                Optional.of(new Session.Refreshable(tokens.makeRefreshToken(), REFRESHABLE_TOKEN_LIFE)));
    }

    private Change issued(Session session, Optional<String> refreshed) {
        String hash = AccessTokens.hash(session.accessToken());
        if (session.refreshable().isEmpty()) {
            return new Change.TokenIssued(hash, session.user(), session.deviceId());
        }
        Session.Refreshable refreshable = session.refreshable().get();
        return new Change.RefreshableTokenIssued(hash, AccessTokens.hash(refreshable.refreshToken()), session.user(),
                session.deviceId(), clock.instant().plus(refreshable.expiresIn()), refreshed);
    }

    private boolean isThere(UserId user, String deviceId) {
        return storage.read(snapshot -> snapshot.ofAccounts().devices(user).stream())
                .anyMatch(device -> device.deviceId().equals(deviceId));
    }

    private String makeDeviceId() {
        StringBuilder id = new StringBuilder(DEVICE_ID_LENGTH);
        for (int i = 0; i < DEVICE_ID_LENGTH; i++) {
            id.append((char) random.nextInt('A', 'Z' + 1));
        }
        return id.toString();
    }
}
