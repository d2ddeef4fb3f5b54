package dev.vestibule.server.http.admin;

import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.http.Call;
import dev.vestibule.storage.AccountFlag;
import dev.vestibule.storage.Direction;
import dev.vestibule.storage.UserSearch;
import dev.vestibule.storage.UserSearch.Order;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads which accounts an administrator looks for.
 *
 * @see <a href="https://element-hq.github.io/synapse/latest/admin_api/user_admin_api.html#list-accounts">
 *      List accounts</a>
 */
final class UserSearchQuery {
    private final Call call;
    private final Map<AccountFlag, Boolean> flags = new EnumMap<>(AccountFlag.class);

    private UserSearchQuery(Call call) {
        this.call = call;
    }

    /** Version 2: deactivated accounts are there if that is asked for. */
    static UserSearch v2(Call call) {
        UserSearchQuery query = new UserSearchQuery(call);
        query.leaveOutUnless(AccountFlag.DEACTIVATED, "deactivated", false);
        return query.search();
    }

    /** Version 3: deactivated accounts are there, unless they or the others are asked for alone. */
    static UserSearch v3(Call call) {
        UserSearchQuery query = new UserSearchQuery(call);
        query.only(AccountFlag.DEACTIVATED, "deactivated");
        return query.search();
    }

    private UserSearch search() {
        leaveOutUnless(AccountFlag.GUEST, "guests", true);
        leaveOutUnless(AccountFlag.LOCKED, "locked", false);
        only(AccountFlag.ADMIN, "admins");
        Optional<String> name = text("name");
        return new UserSearch(name.isPresent() ? Optional.empty() : text("user_id"), name, flags,
                call.queryAll("not_user_type").stream().map(UserSearchQuery::type).toList(), order(), direction(),
                call.queryNumber("from").orElse(0L),
                AdminPage.limit(call));
    }

    private void leaveOutUnless(AccountFlag flag, String parameter, boolean byDefault) {
        if (!call.queryBoolean(parameter).orElse(byDefault)) {
            flags.put(flag, false);
        }
    }

    private void only(AccountFlag flag, String parameter) {
        call.queryBoolean(parameter).ifPresent(on -> flags.put(flag, on));
    }

    private Optional<String> text(String parameter) {
        return call.query(parameter).filter(text -> !text.isEmpty());
    }

    private static Optional<String> type(String name) {
        return name.isEmpty() ? Optional.empty() : Optional.of(name);
    }

    private Direction direction() {
        return switch (call.query("dir").orElse("f")) {
            case "f" -> Direction.FORWARDS;
            case "b" -> Direction.BACKWARDS;
            default -> throw MatrixException.invalidParam("'dir' must be f or b.");
        };
    }

    private Order order() {
        return switch (call.query("order_by").orElse("name")) {
            case "name" -> Order.USER_ID;
            case "displayname" -> Order.DISPLAY_NAME;
            case "avatar_url" -> Order.AVATAR_URL;
            case "user_type" -> Order.USER_TYPE;
            case "creation_ts" -> Order.CREATED;
            case "is_guest" -> Order.GUEST;
            case "admin" -> Order.ADMIN;
            case "deactivated" -> Order.DEACTIVATED;
            case "locked" -> Order.LOCKED;
            case "last_seen_ts" -> Order.LAST_SEEN;
            // The same for all accounts of this server.
            case "shadow_banned" -> Order.NONE;
            default ->
                throw MatrixException.invalidParam("'order_by' must be name, displayname, avatar_url, user_type, "
                        + "creation_ts, is_guest, admin, deactivated, locked, shadow_banned or last_seen_ts.");
        };
    }
}
