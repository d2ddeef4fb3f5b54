package dev.vestibule.authz.rule;

/** The names that facts of a decision can have; beside them, the levels it takes go by {@link Level#title()}. */
public final class FactName {

    /** Who sent the event: a user ID. */
    public static final String SENDER = "sender";
    /** Whose membership a member event sets: a user ID. */
    public static final String TARGET = "target";
    /** The event's type. */
    public static final String EVENT_TYPE = "event type";
    /** The event's {@code state_key}. */
    public static final String STATE_KEY = "state key";
    /** The room's ID. */
    public static final String ROOM_ID = "room ID";
    /** How many events the event follows directly. */
    public static final String PREVIOUS_EVENTS = "previous events";
    /** What {@code room_version} of a create event holds. */
    public static final String ROOM_VERSION = "room version";
    /** What {@code additional_creators} of a create event holds. */
    public static final String ADDITIONAL_CREATORS = "additional creators";
    /** The auth event that a rule found fault with: its type and state key. */
    public static final String AUTH_EVENT = "auth event";
    /** The server name in the ID of the user who created the room. */
    public static final String CREATE_SERVER = "create event's server";
    /** The server name in the sender's ID. */
    public static final String SENDER_SERVER = "sender's server";
    /** The membership that a member event sets; any JSON value. */
    public static final String MEMBERSHIP = "membership";
    /** What {@code join_authorised_via_users_server} holds. */
    public static final String AUTHORISING_USER = "authorising user";
    /** The authorising user's membership before the event. */
    public static final String AUTHORISING_USER_MEMBERSHIP = "authorising user's membership";
    /** The authorising user's power level. */
    public static final String AUTHORISING_USER_POWER = "authorising user's power";
    /** Who founded the room, see {@link PowerLevels#founder()}. */
    public static final String FOUNDER = "founder";
    /** Whether the event follows the room's create event directly and nothing else: true or false. */
    public static final String FOLLOWS_CREATE = "follows the create event";
    /** The sender's membership before the event. */
    public static final String SENDER_MEMBERSHIP = "sender's membership";
    /** The target's membership before the event. */
    public static final String TARGET_MEMBERSHIP = "target's membership";
    /** The room's join rule; {@code invite} where none is set. */
    public static final String JOIN_RULE = "join rule";
    /** The sender's power level. */
    public static final String SENDER_POWER = "sender's power";
    /** The target's power level. */
    public static final String TARGET_POWER = "target's power";
    /** What the event's type requires. */
    public static final String REQUIRED_LEVEL = "required level";
    /** The user ID that an identity server signed. */
    public static final String SIGNED_USER = "signed user ID";
    /** The token that ties a signed user ID to a third-party invite. */
    public static final String TOKEN = "third-party invite token";
    /** Who sent the third-party invite that the token names. */
    public static final String THIRD_PARTY_INVITE_SENDER = "third-party invite's sender";
    /** The property of {@code m.room.power_levels} that a rule found fault with, e.g. {@code users.@bob:localhost}. */
    public static final String LEVEL_PROPERTY = "level";
    /** What that property held before; absent when it is new. */
    public static final String CURRENT_LEVEL = "current level";
    /** What that property is to hold; absent when it is removed. */
    public static final String NEW_LEVEL = "new level";
    /** The server name in the ID of the event to be redacted. */
    public static final String REDACTED_SERVER = "redacted event's server";
    /** The server name in the redaction's own ID. */
    public static final String REDACTION_SERVER = "redaction's server";

    private FactName() {}
}
