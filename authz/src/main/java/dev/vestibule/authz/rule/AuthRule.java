package dev.vestibule.authz.rule;

import static dev.vestibule.authz.version.RoomVersion.V1;
import static dev.vestibule.authz.version.RoomVersion.V10;
import static dev.vestibule.authz.version.RoomVersion.V11;
import static dev.vestibule.authz.version.RoomVersion.V12;
import static dev.vestibule.authz.version.RoomVersion.V3;
import static dev.vestibule.authz.version.RoomVersion.V6;
import static dev.vestibule.authz.version.RoomVersion.V7;
import static dev.vestibule.authz.version.RoomVersion.V8;

import dev.vestibule.authz.version.RoomVersion;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;

/**
 * Every authorization rule of room versions 1 to 12, in the order in which the rules are tried, with the number it has
 * on the page of each room version.
 *
 * <p>
 * The numbers are the version switch: {@code at(V6, "4.2.3")} says that from version 6 on the rule is number 4.2.3,
 * {@code goneFrom(V6)} that from version 6 on there is no such rule, and a rule without a number in a version is passed
 * over there. What a rule's words mean can still change from version to version, for instance which join rules there
 * are and who the creator is; {@link RoomVersion} answers that.
 *
 * @see <a href="https://spec.matrix.org/v1.19/rooms/v11/#authorization-rules">rules of room version 11</a>
 */
public enum AuthRule {

    // The clause on m.room.create.

    /** Rejects a create event that is not the first event of its room. */
    CREATE_HAS_PREV_EVENTS(at(V1, "1.1")),

    /** Rejects a room ID that carries another server name than the sender. */
    CREATE_ROOM_ID_DOMAIN(at(V1, "1.2"), goneFrom(V12)),

    /** Rejects a create event with a {@code room_id}, which is made from that very event's ID. */
    CREATE_HAS_ROOM_ID(at(V12, "1.2")),

    /** Rejects a room version that this server does not know. */
    CREATE_UNKNOWN_ROOM_VERSION(at(V1, "1.3")),

    /** Rejects a create event that does not say who the creator is. */
    CREATE_NO_CREATOR(at(V1, "1.4"), goneFrom(V11)),

    /** Rejects {@code additional_creators} that is anything but a list of user IDs. */
    CREATE_BAD_ADDITIONAL_CREATORS(at(V12, "1.4")),

    /** Allows every other create event. */
    CREATE_OTHERWISE(at(V1, "1.5"), at(V11, "1.4"), at(V12, "1.5")),

    // The room's identity, the auth events and federation.

    /** Rejects an event whose room ID is not the ID of an accepted create event. */
    ROOM_ID_NOT_A_CREATE_EVENT(at(V12, "2")),

    /** Rejects two auth events with the same type and state key. */
    AUTH_EVENTS_DUPLICATE(at(V1, "2.1"), at(V12, "3.1")),

    /** Rejects an auth event that the selection for this event does not name. */
    AUTH_EVENTS_UNEXPECTED(at(V1, "2.2"), at(V12, "3.2")),

    /** Rejects an event that leans on an event which was itself rejected. */
    AUTH_EVENTS_REJECTED(at(V1, "2.3"), at(V12, "3.3")),

    /** Rejects auth events without a create event. */
    AUTH_EVENTS_NO_CREATE(at(V1, "2.4"), goneFrom(V12)),

    /** Rejects an auth event that belongs to another room. */
    AUTH_EVENTS_OTHER_ROOM(at(V1, "2.5"), at(V12, "3.4")),

    /** Rejects users of other servers in a room that keeps to one server. */
    NOT_FEDERATED(at(V1, "3"), at(V12, "4")),

    // The clause on m.room.aliases.

    /** Rejects an aliases event that names no server. */
    ALIASES_NO_STATE_KEY(at(V1, "4.1"), goneFrom(V6)),

    /** Rejects a server's aliases that are set by a user of another server. */
    ALIASES_WRONG_DOMAIN(at(V1, "4.2"), goneFrom(V6)),

    /** Allows every other aliases event, even from who is not in the room. */
    ALIASES_OTHERWISE(at(V1, "4.3"), goneFrom(V6)),

    // The clause on m.room.member.

    /** Rejects a member event that names no user or no membership. */
    MEMBER_MALFORMED(at(V1, "5.1"), at(V6, "4.1"), at(V12, "5.1")),

    /** Rejects an authorising user whose server has not signed the event. */
    MEMBER_AUTHORISING_SERVER_UNSIGNED(at(V8, "4.2.1"), at(V12, "5.2.1")),

    // ... membership join.

    /** Allows the creator's join right after the create event. */
    JOIN_CREATOR_FIRST(at(V1, "5.2.1"), at(V6, "4.2.1"), at(V8, "4.3.1"), at(V12, "5.3.1")),

    /** Rejects a join on behalf of someone else. */
    JOIN_NOT_SELF(at(V1, "5.2.2"), at(V6, "4.2.2"), at(V8, "4.3.2"), at(V12, "5.3.2")),

    /** Rejects a join by who is banned. */
    JOIN_BANNED(at(V1, "5.2.3"), at(V6, "4.2.3"), at(V8, "4.3.3"), at(V12, "5.3.3")),

    /** Allows, in rooms entered by invitation, a join by who is invited or joined. */
    JOIN_INVITED(at(V1, "5.2.4"), at(V6, "4.2.4"), at(V8, "4.3.4"), at(V12, "5.3.4")),

    /** Allows, in restricted rooms, a join by who is joined or invited. */
    JOIN_RESTRICTED_ALREADY_MEMBER(at(V8, "4.3.5.1"), at(V12, "5.3.5.1")),

    /** Rejects, in restricted rooms, a join that nobody able to invite vouches for. */
    JOIN_RESTRICTED_BAD_AUTHORISING_USER(at(V8, "4.3.5.2"), at(V12, "5.3.5.2")),

    /** Allows every other join of a restricted room. */
    JOIN_RESTRICTED_OTHERWISE(at(V8, "4.3.5.3"), at(V12, "5.3.5.3")),

    /** Allows a join of a public room. */
    JOIN_PUBLIC(at(V1, "5.2.5"), at(V6, "4.2.5"), at(V8, "4.3.6"), at(V12, "5.3.6")),

    /** Rejects every other join. */
    JOIN_OTHERWISE(at(V1, "5.2.6"), at(V6, "4.2.6"), at(V8, "4.3.7"), at(V12, "5.3.7")),

    // ... membership invite.

    /** Rejects a third-party invite of a banned user. */
    INVITE_3PID_TARGET_BANNED(at(V1, "5.3.1.1"), at(V6, "4.3.1.1"), at(V8, "4.4.1.1"), at(V12, "5.4.1.1")),

    /** Rejects a third-party invite without the identity server's signed part. */
    INVITE_3PID_NO_SIGNED(at(V1, "5.3.1.2"), at(V6, "4.3.1.2"), at(V8, "4.4.1.2"), at(V12, "5.4.1.2")),

    /** Rejects a signed part without user ID or token. */
    INVITE_3PID_NO_MXID_OR_TOKEN(at(V1, "5.3.1.3"), at(V6, "4.3.1.3"), at(V8, "4.4.1.3"), at(V12, "5.4.1.3")),

    /** Rejects a signed part that was made out to another user. */
    INVITE_3PID_MXID_MISMATCH(at(V1, "5.3.1.4"), at(V6, "4.3.1.4"), at(V8, "4.4.1.4"), at(V12, "5.4.1.4")),

    /** Rejects a token that no third-party invite of the room has. */
    INVITE_3PID_UNKNOWN_TOKEN(at(V1, "5.3.1.5"), at(V6, "4.3.1.5"), at(V8, "4.4.1.5"), at(V12, "5.4.1.5")),

    /** Rejects a sender other than who sent the third-party invite. */
    INVITE_3PID_SENDER_MISMATCH(at(V1, "5.3.1.6"), at(V6, "4.3.1.6"), at(V8, "4.4.1.6"), at(V12, "5.4.1.6")),

    /** Allows a signed part that one of the third-party invite's keys has signed. */
    INVITE_3PID_SIGNATURE_MATCHES(at(V1, "5.3.1.7"), at(V6, "4.3.1.7"), at(V8, "4.4.1.7"), at(V12, "5.4.1.7")),

    /** Rejects every other third-party invite of a user. */
    INVITE_3PID_OTHERWISE(at(V1, "5.3.1.8"), at(V6, "4.3.1.8"), at(V8, "4.4.1.8"), at(V12, "5.4.1.8")),

    /** Rejects an invite by who is not joined. */
    INVITE_SENDER_NOT_JOINED(at(V1, "5.3.2"), at(V6, "4.3.2"), at(V8, "4.4.2"), at(V12, "5.4.2")),

    /** Rejects an invite of who is joined or banned. */
    INVITE_TARGET_JOINED_OR_BANNED(at(V1, "5.3.3"), at(V6, "4.3.3"), at(V8, "4.4.3"), at(V12, "5.4.3")),

    /** Allows an invite by who reaches the invite level. */
    INVITE_HAS_POWER(at(V1, "5.3.4"), at(V6, "4.3.4"), at(V8, "4.4.4"), at(V12, "5.4.4")),

    /** Rejects every other invite. */
    INVITE_OTHERWISE(at(V1, "5.3.5"), at(V6, "4.3.5"), at(V8, "4.4.5"), at(V12, "5.4.5")),

    // ... membership leave.

    /** Decides one's own leaving: it takes being joined, invited or knocking. */
    LEAVE_SELF(at(V1, "5.4.1"), at(V6, "4.4.1"), at(V8, "4.5.1"), at(V12, "5.5.1")),

    /** Rejects removing someone by who is not joined. */
    LEAVE_SENDER_NOT_JOINED(at(V1, "5.4.2"), at(V6, "4.4.2"), at(V8, "4.5.2"), at(V12, "5.5.2")),

    /** Rejects an unban by who does not reach the ban level. */
    LEAVE_UNBAN_NEEDS_BAN_LEVEL(at(V1, "5.4.3"), at(V6, "4.4.3"), at(V8, "4.5.3"), at(V12, "5.5.3")),

    /** Allows a kick (or unban) by who reaches the kick level and outranks the target. */
    LEAVE_KICK_HAS_POWER(at(V1, "5.4.4"), at(V6, "4.4.4"), at(V8, "4.5.4"), at(V12, "5.5.4")),

    /** Rejects every other removal. */
    LEAVE_OTHERWISE(at(V1, "5.4.5"), at(V6, "4.4.5"), at(V8, "4.5.5"), at(V12, "5.5.5")),

    // ... membership ban.

    /** Rejects a ban by who is not joined. */
    BAN_SENDER_NOT_JOINED(at(V1, "5.5.1"), at(V6, "4.5.1"), at(V8, "4.6.1"), at(V12, "5.6.1")),

    /** Allows a ban by who reaches the ban level and outranks the target. */
    BAN_HAS_POWER(at(V1, "5.5.2"), at(V6, "4.5.2"), at(V8, "4.6.2"), at(V12, "5.6.2")),

    /** Rejects every other ban. */
    BAN_OTHERWISE(at(V1, "5.5.3"), at(V6, "4.5.3"), at(V8, "4.6.3"), at(V12, "5.6.3")),

    // ... membership knock.

    /** Rejects a knock on a room whose join rule knows no knocking. */
    KNOCK_WRONG_JOIN_RULE(at(V7, "4.6.1"), at(V8, "4.7.1"), at(V12, "5.7.1")),

    /** Rejects a knock on behalf of someone else. */
    KNOCK_NOT_SELF(at(V7, "4.6.2"), at(V8, "4.7.2"), at(V12, "5.7.2")),

    /** Allows a knock by who is neither banned, invited nor joined. */
    KNOCK_ALLOWED(at(V7, "4.6.3"), at(V8, "4.7.3"), at(V12, "5.7.3")),

    /** Rejects every other knock. */
    KNOCK_OTHERWISE(at(V7, "4.6.4"), at(V8, "4.7.4"), at(V12, "5.7.4")),

    // ... any other membership.

    /** Rejects a membership that the room version does not know. */
    MEMBER_UNKNOWN_MEMBERSHIP(at(V1, "5.6"), at(V6, "4.6"), at(V7, "4.7"), at(V8, "4.8"), at(V12, "5.8")),

    // Every other event.

    /** Rejects an event by who is not joined. */
    SENDER_NOT_JOINED(at(V1, "6"), at(V6, "5"), at(V12, "6")),

    /** Decides {@code m.room.third_party_invite}: it takes the invite level. */
    THIRD_PARTY_INVITE_LEVEL(at(V1, "7.1"), at(V6, "6.1"), at(V12, "7.1")),

    /** Rejects an event whose type requires more power than the sender has. */
    EVENT_LEVEL_TOO_LOW(at(V1, "8"), at(V6, "7"), at(V12, "8")),

    /** Rejects state that is kept under another user's ID. */
    STATE_KEY_OTHER_USER(at(V1, "9"), at(V6, "8"), at(V12, "9")),

    // The clause on m.room.power_levels.

    /** Rejects a top-level level that is not an integer. */
    POWER_LEVELS_BAD_INTEGERS(at(V10, "9.1"), at(V12, "10.1")),

    /** Rejects {@code events} or {@code notifications} that does not map to integers. */
    POWER_LEVELS_BAD_MAPS(at(V10, "9.2"), at(V12, "10.2")),

    /** Rejects {@code users} that does not map user IDs to levels. */
    POWER_LEVELS_BAD_USERS(at(V1, "10.1"), at(V6, "9.1"), at(V10, "9.3"), at(V12, "10.3")),

    /** Rejects a level for a creator, whose power has no limit. */
    POWER_LEVELS_NAMES_CREATOR(at(V12, "10.4")),

    /** Allows the room's first power levels. */
    POWER_LEVELS_FIRST(at(V1, "10.2"), at(V6, "9.2"), at(V10, "9.4"), at(V12, "10.5")),

    /** Rejects changing a top-level level that is above the sender's power. */
    POWER_LEVELS_FIELD_CURRENT(at(V1, "10.3.1"), at(V6, "9.3.1"), at(V10, "9.5.1"), at(V12, "10.6.1")),

    /** Rejects a new top-level level above the sender's power. */
    POWER_LEVELS_FIELD_NEW(at(V1, "10.3.2"), at(V6, "9.3.2"), at(V10, "9.5.2"), at(V12, "10.6.2")),

    /** Rejects changing the level of an event type that is above the sender's power. */
    POWER_LEVELS_ENTRY_CURRENT(at(V1, "10.4.1"), at(V6, "9.4.1"), at(V10, "9.6.1"), at(V12, "10.7.1")),

    /** Rejects a new level of an event type above the sender's power. */
    POWER_LEVELS_ENTRY_NEW(at(V1, "10.5.1"), at(V6, "9.5.1"), at(V10, "9.7.1"), at(V12, "10.8.1")),

    /** Rejects changing another user's level that is not below the sender's power. */
    POWER_LEVELS_USER_CURRENT(at(V1, "10.6.1"), at(V6, "9.6.1"), at(V10, "9.8.1"), at(V12, "10.9.1")),

    /** Rejects giving a user more power than the sender has. */
    POWER_LEVELS_USER_NEW(at(V1, "10.7.1"), at(V6, "9.7.1"), at(V10, "9.9.1"), at(V12, "10.10.1")),

    /** Allows every other change of power levels. */
    POWER_LEVELS_OTHERWISE(at(V1, "10.8"), at(V6, "9.8"), at(V10, "9.10"), at(V12, "10.11")),

    // The clause on m.room.redaction.

    /** Allows a redaction by who reaches the redact level. */
    REDACTION_LEVEL(at(V1, "11.1"), goneFrom(V3)),

    /** Allows a redaction of an event of the same server. */
    REDACTION_SAME_DOMAIN(at(V1, "11.2"), goneFrom(V3)),

    /** Rejects every other redaction. */
    REDACTION_OTHERWISE(at(V1, "11.3"), goneFrom(V3)),

    // The end of the list.

    /** Allows every event that no rule before had an opinion on. */
    OTHERWISE(at(V1, "12"), at(V3, "11"), at(V6, "10"), at(V12, "11"));

    @SuppressWarnings("ImmutableEnumChecker") // only the constructor writes to it
    private final Map<RoomVersion, Citation> citations = new EnumMap<>(RoomVersion.class);

    AuthRule(Change... changes) {
        for (Change change : changes) {
            for (RoomVersion version : EnumSet.range(change.from(), V12)) {
                if (change.number().isEmpty()) {
                    citations.remove(version);
                } else {
                    citations.put(version, new Citation(version, this, change.number()));
                }
            }
        }
    }

    /**
     * The number of this rule on the page of a room version, e.g. {@code 4.5.3}.
     *
     * @return empty when the room version has no such rule
     */
    public Optional<String> number(RoomVersion version) {
        return citation(version).map(Citation::number);
    }

    /**
     * This rule as a room version states it.
     *
     * @return empty when the room version has no such rule
     */
    public Optional<Citation> citation(RoomVersion version) {
        return Optional.ofNullable(citations.get(version));
    }

    private static Change at(RoomVersion from, String number) {
        return new Change(from, number);
    }

    private static Change goneFrom(RoomVersion from) {
        return new Change(from, "");
    }

    /** From a room version on the rule has this number, or none when the number is empty. */
    private record Change(RoomVersion from, String number) {}
}
