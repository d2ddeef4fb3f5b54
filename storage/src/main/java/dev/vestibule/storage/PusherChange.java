package dev.vestibule.storage;

import dev.vestibule.authz.id.UserId;

/** One thing that a unit of work changes about where devices want to be notified. */
public sealed interface PusherChange extends Change.OfPusher {

    /**
     * A device wants to be notified, in the place of a pusher of the same application and key if there was one.
     *
     * @param deviceId the pusher goes with it
     */
    record PusherSet(UserId user, String deviceId, PusherRow pusher) implements PusherChange {}

    /** A user has no longer a pusher. */
    record PusherRemoved(UserId user, String appId, String pushKey) implements PusherChange {}

    /** Nobody but one user has a pusher any longer. */
    record PusherOfOthersRemoved(UserId user, String appId, String pushKey) implements PusherChange {}
}
