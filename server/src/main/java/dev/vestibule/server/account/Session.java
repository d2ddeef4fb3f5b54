package dev.vestibule.server.account;

import dev.vestibule.authz.id.UserId;
import java.time.Duration;
import java.util.Optional;

/**
 * Somebody is logged in.
 *
 * @param refreshable empty if the access token does not end by itself
 */
public record Session(UserId user, String deviceId, String accessToken, Optional<Refreshable> refreshable) {
    /**
     * The access token ends by itself.
     *
     * @param refreshToken gets the next one
     */
    public record Refreshable(String refreshToken, Duration expiresIn) {
        /** Leaves the token out, so that it ends up in no log. */
        @Override
        public String toString() {
            return "expires in " + expiresIn;
        }
    }

    /** Leaves the tokens out, so that they end up in no log. */
    @Override
    public String toString() {
        return user + " on " + deviceId;
    }
}
