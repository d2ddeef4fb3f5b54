package dev.vestibule.storage.internal;

import static dev.vestibule.storage.internal.Write.by;
import static dev.vestibule.storage.internal.Write.delete;
import static dev.vestibule.storage.internal.Write.equal;
import static dev.vestibule.storage.internal.Write.insert;
import static dev.vestibule.storage.internal.Write.parameter;
import static dev.vestibule.storage.internal.Write.set;
import static dev.vestibule.storage.internal.Write.statement;
import static dev.vestibule.storage.internal.Write.update;
import static dev.vestibule.storage.jooq.Tables.ALIASES;
import static dev.vestibule.storage.jooq.Tables.BLOCKED_ROOMS;
import static dev.vestibule.storage.jooq.Tables.CURRENT_STATE;
import static dev.vestibule.storage.jooq.Tables.EVENTS;
import static dev.vestibule.storage.jooq.Tables.EVENT_RELATIONS;
import static dev.vestibule.storage.jooq.Tables.FORGOTTEN;
import static dev.vestibule.storage.jooq.Tables.MEMBERSHIPS;
import static dev.vestibule.storage.jooq.Tables.RECEIPTS;
import static dev.vestibule.storage.jooq.Tables.ROOMS;
import static dev.vestibule.storage.jooq.Tables.ROOM_OVERVIEWS;
import static dev.vestibule.storage.jooq.Tables.STREAM_HEAD;

import dev.vestibule.storage.AlreadyExistsException.Kind;
import java.util.List;
import org.jooq.impl.DSL;

/** The statements that change rooms, their events and how users stand to them. */
final class RoomWrites {
    static final Write ROOM = insert(Kind.ROOM, ROOMS.ROOM_ID, ROOMS.ROOM_VERSION, ROOMS.VISIBILITY,
            ROOMS.JOINED_MEMBERS, ROOMS.INVITED_MEMBERS,
            ROOMS.STATE_EVENTS);
    static final Write ROOM_VISIBILITY = update(set(ROOMS.VISIBILITY), by(ROOMS.ROOM_ID));
    static final Write OVERVIEW = insert(Kind.ROOM, ROOM_OVERVIEWS.ROOM_ID, ROOM_OVERVIEWS.CREATOR,
            ROOM_OVERVIEWS.FEDERATABLE,
            ROOM_OVERVIEWS.ROOM_TYPE, ROOM_OVERVIEWS.NAME, ROOM_OVERVIEWS.CANONICAL_ALIAS, ROOM_OVERVIEWS.TOPIC,
            ROOM_OVERVIEWS.AVATAR_URL, ROOM_OVERVIEWS.JOIN_RULE, ROOM_OVERVIEWS.GUEST_ACCESS,
            ROOM_OVERVIEWS.HISTORY_VISIBILITY, ROOM_OVERVIEWS.ENCRYPTION, ROOM_OVERVIEWS.REPLACEMENT_ROOM);
    static final Write OVERVIEW_NAME = update(set(ROOM_OVERVIEWS.NAME), by(ROOM_OVERVIEWS.ROOM_ID));
    static final Write OVERVIEW_CANONICAL_ALIAS = update(set(ROOM_OVERVIEWS.CANONICAL_ALIAS),
            by(ROOM_OVERVIEWS.ROOM_ID));
    static final Write OVERVIEW_TOPIC = update(set(ROOM_OVERVIEWS.TOPIC), by(ROOM_OVERVIEWS.ROOM_ID));
    static final Write OVERVIEW_AVATAR_URL = update(set(ROOM_OVERVIEWS.AVATAR_URL), by(ROOM_OVERVIEWS.ROOM_ID));
    static final Write OVERVIEW_JOIN_RULE = update(set(ROOM_OVERVIEWS.JOIN_RULE), by(ROOM_OVERVIEWS.ROOM_ID));
    static final Write OVERVIEW_GUEST_ACCESS = update(set(ROOM_OVERVIEWS.GUEST_ACCESS), by(ROOM_OVERVIEWS.ROOM_ID));
    static final Write OVERVIEW_HISTORY_VISIBILITY = update(set(ROOM_OVERVIEWS.HISTORY_VISIBILITY),
            by(ROOM_OVERVIEWS.ROOM_ID));
    static final Write OVERVIEW_ENCRYPTION = update(set(ROOM_OVERVIEWS.ENCRYPTION), by(ROOM_OVERVIEWS.ROOM_ID));
    static final Write OVERVIEW_REPLACEMENT_ROOM = update(set(ROOM_OVERVIEWS.REPLACEMENT_ROOM),
            by(ROOM_OVERVIEWS.ROOM_ID));
    static final Write EVENT = insert(Kind.EVENT, EVENTS.POSITION, EVENTS.EVENT_ID, EVENTS.ROOM_ID, EVENTS.TYPE,
            EVENTS.STATE_KEY, EVENTS.SENDER,
            EVENTS.MEMBERSHIP, EVENTS.ORIGIN_SERVER_TS, EVENTS.DEPTH, EVENTS.PDU, EVENTS.REPLACES,
            EVENTS.STRIPPED_STATE, EVENTS.DEVICE_ID, EVENTS.TRANSACTION_ID);
    static final Write EVENT_REDACTED = update(
            set(EVENTS.PDU, EVENTS.STRIPPED_STATE, EVENTS.REDACTED_BY, EVENTS.REDACTION_POSITION),
            by(EVENTS.EVENT_ID));
    static final Write RELATION = insert(EVENT_RELATIONS.EVENT_ID, EVENT_RELATIONS.POSITION, EVENT_RELATIONS.ROOM_ID,
            EVENT_RELATIONS.RELATES_TO, EVENT_RELATIONS.REL_TYPE, EVENT_RELATIONS.TYPE, EVENT_RELATIONS.SENDER,
            EVENT_RELATIONS.ORIGIN_SERVER_TS, EVENT_RELATIONS.ANNOTATION_KEY, EVENT_RELATIONS.CAN_REPLACE);
    static final Write RELATION_GONE = delete(EVENT_RELATIONS.EVENT_ID);
    static final Write STATE_NEW = insert(CURRENT_STATE.POSITION, CURRENT_STATE.ROOM_ID, CURRENT_STATE.TYPE,
            CURRENT_STATE.STATE_KEY);
    static final Write STATE_CHANGE = update(set(CURRENT_STATE.POSITION),
            by(CURRENT_STATE.ROOM_ID, CURRENT_STATE.TYPE, CURRENT_STATE.STATE_KEY));
    static final Write MEMBERSHIP_NEW = insert(MEMBERSHIPS.POSITION, MEMBERSHIPS.MEMBERSHIP, MEMBERSHIPS.ROOM_ID,
            MEMBERSHIPS.USER_ID);
    static final Write MEMBERSHIP_CHANGE = update(set(MEMBERSHIPS.POSITION, MEMBERSHIPS.MEMBERSHIP),
            by(MEMBERSHIPS.ROOM_ID, MEMBERSHIPS.USER_ID));
    static final Write FORGET = insert(FORGOTTEN.POSITION, FORGOTTEN.USER_ID, FORGOTTEN.ROOM_ID);
    static final Write UNFORGET = delete(FORGOTTEN.USER_ID, FORGOTTEN.ROOM_ID);
    static final Write BLOCK = insert(BLOCKED_ROOMS.ROOM_ID, BLOCKED_ROOMS.USER_ID, BLOCKED_ROOMS.CREATED_TS);
    /** Changes nothing: tells only, by its count, whether the room is blocked. */
    static final Write BLOCK_SEEN = update(set(BLOCKED_ROOMS.ROOM_ID), by(BLOCKED_ROOMS.ROOM_ID));
    static final Write BLOCK_GONE = delete(BLOCKED_ROOMS.ROOM_ID);
    static final Write ALIAS = insert(Kind.ALIAS, ALIASES.ALIAS, ALIASES.ROOM_ID, ALIASES.CREATOR, ALIASES.CREATED_TS);
    static final Write ALIAS_GONE = delete(ALIASES.ALIAS, ALIASES.ROOM_ID);
    static final Write RECEIPT_NEW = insert(RECEIPTS.POSITION, RECEIPTS.EVENT_ID, RECEIPTS.TS, RECEIPTS.ROOM_ID,
            RECEIPTS.USER_ID,
            RECEIPTS.TYPE, RECEIPTS.THREAD);
    static final Write RECEIPT_CHANGE = update(set(RECEIPTS.POSITION, RECEIPTS.EVENT_ID, RECEIPTS.TS),
            by(RECEIPTS.ROOM_ID, RECEIPTS.USER_ID, RECEIPTS.TYPE, RECEIPTS.THREAD));
    /** The members that come and go and the state that is new, added to the counts of a room. */
    static final Write ROOM_COUNTS = statement(
            List.of(ROOMS.JOINED_MEMBERS, ROOMS.INVITED_MEMBERS, ROOMS.STATE_EVENTS, ROOMS.ROOM_ID),
            DSL.update(ROOMS)
                    .set(ROOMS.JOINED_MEMBERS, ROOMS.JOINED_MEMBERS.plus(parameter(ROOMS.JOINED_MEMBERS)))
                    .set(ROOMS.INVITED_MEMBERS, ROOMS.INVITED_MEMBERS.plus(parameter(ROOMS.INVITED_MEMBERS)))
                    .set(ROOMS.STATE_EVENTS, ROOMS.STATE_EVENTS.plus(parameter(ROOMS.STATE_EVENTS)))
                    .where(equal(ROOMS.ROOM_ID)));
    static final Write HEAD = statement(List.of(STREAM_HEAD.POSITION), DSL.update(STREAM_HEAD)
            .set(STREAM_HEAD.POSITION, parameter(STREAM_HEAD.POSITION)));

    private RoomWrites() {}
}
