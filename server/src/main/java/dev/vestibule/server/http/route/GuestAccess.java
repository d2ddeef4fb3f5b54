package dev.vestibule.server.http.route;

import java.util.Set;

/**
 * Which endpoints guests may use: those that the specification lists, and what concerns nothing but their own account
 * and the start of a client.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#guest-access">guest access</a>
 */
public final class GuestAccess {

    private static final Set<Route> OPEN = Set.of(
            // Reading.
            RoomRoute.STATE, RoomRoute.STATE_EVENT, RoomRoute.STATE_EVENT_EMPTY_KEY, RoomRoute.STATE_EVENT_NO_KEY,
            RoomRoute.MESSAGES, RoomRoute.EVENT, RoomRoute.SYNC, MembershipRoute.MEMBERS, HistoryRoute.CONTEXT,
            HistoryRoute.ROOM_INITIAL_SYNC, HistoryRoute.EVENTS, MediaRoute.DOWNLOAD, MediaRoute.DOWNLOAD_NAMED,
            MediaRoute.THUMBNAIL,
            // Acting.
            MembershipRoute.JOIN_ROOM, MembershipRoute.JOIN_ROOM_TXN, MembershipRoute.JOIN_ROOM_BY_ID,
            MembershipRoute.JOIN_ROOM_BY_ID_TXN, MembershipRoute.JOIN_ROOM_API_V1,
            MembershipRoute.JOIN_ROOM_API_V1_TXN, MembershipRoute.LEAVE, MembershipRoute.LEAVE_TXN, RoomRoute.SEND,
            RoomRoute.STATE_EVENT_PUT, RoomRoute.STATE_EVENT_PUT_EMPTY_KEY, RoomRoute.STATE_EVENT_PUT_NO_KEY,
            KeyRoute.SEND_TO_DEVICE, KeyRoute.KEYS_UPLOAD, KeyRoute.KEYS_QUERY, KeyRoute.KEYS_CLAIM,
            // The account; of the profile the name alone.
            ProfileRoute.PROFILE_FIELD_PUT, ProfileRoute.PROFILE_FIELD_DELETE, SessionRoute.DEVICES,
            SessionRoute.DEVICE, SessionRoute.DEVICE_PUT, AccountRoute.WHOAMI,
            // What a client needs beyond the list to start and to show rooms.
            RelationRoute.RELATIONS, RelationRoute.RELATIONS_OF_TYPE, RelationRoute.RELATIONS_OF_EVENT_TYPE,
            ServerRoute.VERSIONS, ServerRoute.CAPABILITIES, AccountRoute.LOGOUT, AccountRoute.LOGOUT_ALL,
            AccountRoute.FILTER_STORE, AccountRoute.FILTER, AccountRoute.ACCOUNT_DATA_PUT, AccountRoute.ACCOUNT_DATA,
            AccountRoute.ROOM_ACCOUNT_DATA_PUT, AccountRoute.ROOM_ACCOUNT_DATA, PushRuleRoute.PUSH_RULES,
            PushRuleRoute.PUSH_RULES_GLOBAL, PushRuleRoute.PUSH_RULE, PushRuleRoute.PUSH_RULE_ENABLED,
            PushRuleRoute.PUSH_RULE_ACTIONS, MembershipRoute.JOINED_ROOMS, ProfileRoute.PROFILE,
            ProfileRoute.PROFILE_FIELD, LiveRoute.RECEIPT, LiveRoute.READ_MARKERS, LiveRoute.TYPING, LiveRoute.TAGS,
            LiveRoute.TAG_PUT, LiveRoute.TAG_DELETE, DirectoryRoute.ROOM_SUMMARY,
            DirectoryRoute.ROOM_SUMMARY_UNSTABLE, DirectoryRoute.ROOM_SUMMARY_UNSTABLE_ROOMS);

    private GuestAccess() {}

    /** Whether a guest may use an endpoint; one that asks for no token does not know who asks. */
    public static boolean admits(Route route) {
        return OPEN.contains(route);
    }
}
