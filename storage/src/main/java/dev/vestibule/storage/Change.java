package dev.vestibule.storage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.RoomAlias;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.version.RoomVersion;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * One thing that a unit of work changes. What a request changes is collected as a list of these and committed at once.
 *
 * <p>What must not exist yet and does is an {@link AlreadyExistsException}; removing what does not exist is no error.
 */
public sealed interface Change {

    /** A change with a position of its own in the stream, as a sync reports it. */
    sealed interface Placed extends Change
            permits EventAppended, RoomPurged, AccountDataSet, ReceiptSet, DeviceRemoved, OtherDevicesRemoved,
            AllDevicesRemoved,
            DeviceChange.MessageSent, DeviceChange.DeviceListChanged {}

    /** A change of what belongs to devices. */
    sealed interface OfDevice extends Change permits DeviceChange {}

    /** A change of what clients back up of their keys. */
    sealed interface OfBackup extends Change permits BackupChange {}

    /** A change of where devices want to be notified. */
    sealed interface OfPusher extends Change permits PusherChange {}

    /** A change of what administrators are told. */
    sealed interface OfReport extends Change permits ReportChange {}

    /** A room began. Made by {@link RoomStore#create} alone. */
    record RoomCreated(RoomId roomId, RoomVersion version) implements Change {}

    /**
     * An event was appended to its room. Made by {@link RoomTransaction#append} alone.
     *
     * @param replaced the state event whose place it takes
     */
    record EventAppended(Event event, Optional<Event> replaced, EventDetails details) implements Placed {}

    /**
     * An event lost what its room version does not let survive a redaction. Made by
     * {@link RoomTransaction#appendRedaction} alone, right after the redaction itself.
     *
     * @param event the event as it was before
     * @param by the redaction
     * @param isCurrentState whether the room's state names the event
     */
    record EventRedacted(StoredEvent event, EventId by, boolean isCurrentState) implements Change {}

    /** The server's directory begins or ceases to list a room. Only in the room's own transaction. */
    record VisibilitySet(RoomId roomId, Visibility visibility) implements Change {}

    /**
     * A user forgets a room, until they join again. Only in the room's own transaction, and only
     * for a user who has a membership there.
     */
    record Forgotten(UserId user, RoomId roomId) implements Change {}

    /**
     * A room ends: nothing of it is left, its aliases neither. Made by {@link RoomTransaction#purge} alone.
     *
     * @param present who was in it until now, or invited to it, or knocked at it
     */
    record RoomPurged(RoomId roomId, Set<UserId> present) implements Placed {
        public RoomPurged {
            present = Set.copyOf(present);
        }
    }

    /**
     * Nobody may come into a room any more, whether or not there is one with this ID. Who blocked it first is remembered.
     *
     * @param by the administrator
     */
    record RoomBlocked(RoomId roomId, UserId by) implements Change {}

    /** A room is open again to whom its own rules let in. */
    record RoomUnblocked(RoomId roomId) implements Change {}

    /** An alias begins to stand for a room. */
    record AliasAdded(RoomAlias alias, RoomId roomId, UserId creator) implements Change {}

    /** An alias ceases to exist. */
    record AliasRemoved(RoomAlias alias, RoomId roomId) implements Change {}

    /**
     * An account begins.
     *
     * @param passwordHash empty for an account that cannot log in by password
     */
    record UserCreated(UserId user, Optional<String> passwordHash, boolean admin) implements Change {}

    /** Something becomes true of an account, or ceases to be. */
    record AccountFlagSet(UserId user, AccountFlag flag, boolean on) implements Change {}

    /**
     * An account is closed: nobody can log in to it, and what it kept for its owner alone ceases to exist, which is its
     * password, account data, filters and the traces of its use; its devices go by {@link AllDevicesRemoved}.
     *
     * @param erased whether its profile goes too, and nobody new is shown what it said
     */
    record AccountClosed(UserId user, boolean erased) implements Change {}

    /**
     * An account gets another password.
     *
     * @param passwordHash empty if nobody can log in by password from now on
     */
    record PasswordSet(UserId user, Optional<String> passwordHash) implements Change {
        /** Leaves the hash out, so that it ends up in no log. */
        @Override
        public String toString() {
            return "another password of " + user;
        }
    }

    /**
     * An administrator calls an account something else.
     *
     * @param userType empty for an ordinary user
     */
    record UserTypeSet(UserId user, Optional<String> userType) implements Change {}

    /** One user may send other than everybody may, whether or not that was so before. */
    record RateOverrideSet(UserId user, RateOverride override) implements Change {}

    /** One user may send what everybody may. */
    record RateOverrideRemoved(UserId user) implements Change {}

    /** Something about devices and the tokens they act by. */
    sealed interface OfSession extends Change {}

    /**
     * A device is there: made, or if it was there before, given a name.
     *
     * @param displayName empty leaves the name that an existing device has
     */
    record DevicePut(UserId user, String deviceId, Optional<String> displayName) implements OfSession {}

    /** A device that is there gets another name; without it, nothing changes. */
    record DeviceNamed(UserId user, String deviceId, Optional<String> displayName) implements OfSession {}

    /** A device ceases to exist, with its access and refresh tokens, its keys and the messages that wait for it. */
    record DeviceRemoved(UserId user, String deviceId) implements OfSession, Placed {}

    /** All of a user's devices cease to exist but one, and with them their access and refresh tokens. */
    record OtherDevicesRemoved(UserId user, String keptDeviceId) implements OfSession, Placed {}

    /**
     * All of a user's devices cease to exist, and with them their access and refresh tokens; also the tokens by which
     * this user acts as others, but not those by which others act as this user.
     */
    record AllDevicesRemoved(UserId user) implements OfSession, Placed {}

    /**
     * A device was used.
     *
     * @param ip the address it was used from
     */
    record DeviceUsed(UserId user, String deviceId, String ip, String userAgent, Instant when) implements OfSession {}

    /** What was kept of the use of everybody's devices before a moment is forgotten. */
    record ConnectionsForgotten(Instant before) implements OfSession {}

    /**
     * An access token begins to be valid.
     *
     * @param tokenHash what is stored instead of the token: at most 64 characters
     */
    record TokenIssued(String tokenHash, UserId user, String deviceId) implements OfSession {}

    /**
     * An access token begins to be valid for a while, and with it a refresh token that gets the next one.
     *
     * @param tokenHash        what is stored instead of the access token
     * @param refreshTokenHash what is stored instead of the refresh token
     * @param refreshed        the refresh token they were got with: if it is not there any more, nothing changes; empty
     *                         for those of a new session
     */
    record RefreshableTokenIssued(String tokenHash, String refreshTokenHash, UserId user, String deviceId,
            Instant validUntil, Optional<String> refreshed) implements OfSession {}

    /** An access or refresh token was used for the first time: all others of its device end. */
    record TokensTakenUp(UserId user, String deviceId, String refreshTokenHash) implements OfSession {}

    /**
     * An access token begins to be valid by which an administrator acts as somebody, without a device.
     *
     * @param validUntil empty if it does not end by itself
     */
    record PuppetTokenIssued(String tokenHash, UserId user, UserId administrator, Optional<Instant> validUntil)
            implements
                OfSession {}

    /** An access token ceases to be valid. */
    record TokenEnded(String tokenHash) implements OfSession {}

    /** The access and refresh tokens of a device end; the device stays. */
    record TokensOfDeviceEnded(UserId user, String deviceId) implements OfSession {}

    /** A profile field gets a value, whether or not it had one. */
    record ProfileFieldSet(UserId user, String field, JsonNode value) implements Change {}

    /** A profile field ceases to exist. */
    record ProfileFieldRemoved(UserId user, String field) implements Change {}

    /** A request was answered, so that the same one under the same transaction ID gets the same answer. */
    record TransactionRecorded(TransactionKey key, String response) implements Change {}

    /**
     * Account data gets a content, whether or not it had one.
     *
     * @param roomId empty for the account as a whole
     */
    record AccountDataSet(UserId user, Optional<RoomId> roomId, String type, JsonNode content) implements Placed {}

    /**
     * A user has read up to an event.
     *
     * @param type   {@code m.read} or {@code m.read.private}
     * @param thread empty for the whole room
     * @param ts     when, in milliseconds since 1970
     */
    record ReceiptSet(UserId user, RoomId roomId, String type, String thread, EventId event, long ts)
            implements
                Placed {}

    /**
     * Something was uploaded.
     *
     * @param content from its position to its limit
     */
    record MediaStored(String mediaId, UserId uploader, String contentType, Optional<String> fileName,
            ByteBuffer content) implements Change {}

    /** A filter is kept for later use. */
    record FilterStored(UserId user, String filterId, String definition) implements Change {}
}
