package dev.vestibule.server.account;

import dev.vestibule.authz.id.UserId;

/** Somebody is logged in. */
public record Session(UserId user, String deviceId, String accessToken) {
    /** Leaves the token out, so that it ends up in no log. */
    @Override
    public String toString() {
        return user + " on " + deviceId;
    }
}
