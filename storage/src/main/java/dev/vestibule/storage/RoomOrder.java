package dev.vestibule.storage;

/** What a list of rooms is ordered by; rooms that are equal in that follow their IDs. */
public enum RoomOrder {
    NAME,
    CANONICAL_ALIAS,
    JOINED_MEMBERS,
    VERSION,
    CREATOR,
    ENCRYPTION,
    FEDERATABLE,
    PUBLIC,
    JOIN_RULE,
    GUEST_ACCESS,
    HISTORY_VISIBILITY,
    STATE_EVENTS
}
