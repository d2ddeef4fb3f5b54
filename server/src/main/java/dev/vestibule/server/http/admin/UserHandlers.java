package dev.vestibule.server.http.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.UserType;
import dev.vestibule.server.admin.AccountChanges;
import dev.vestibule.server.admin.Accounts;
import dev.vestibule.server.admin.PutAccount;
import dev.vestibule.server.http.Answer;
import dev.vestibule.server.http.Call;
import dev.vestibule.server.http.JsonBody;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.route.AdminUserRoute;
import dev.vestibule.storage.UserPage;
import dev.vestibule.storage.UserSearch;
import java.util.Optional;

/**
 * The endpoints by which administrators find, make and change accounts.
 *
 * @see <a href="https://element-hq.github.io/synapse/latest/admin_api/user_admin_api.html">Synapse's description</a>
 */
public record UserHandlers(Accounts accounts, PutAccount putAccount) {

    /** Binds the rows of the table. */
    public void bind(Routes.Binder routes) {
        routes.bind(AdminUserRoute.USERS, this::listV2)
                .bind(AdminUserRoute.USERS_V3, this::listV3)
                .bind(AdminUserRoute.USER, this::get)
                .bind(AdminUserRoute.USER_PUT, this::put);
    }

    private Answer listV2(Call call) {
        return list(UserSearchQuery.v2(call));
    }

    private Answer listV3(Call call) {
        return list(UserSearchQuery.v3(call));
    }

    private Answer list(UserSearch search) {
        UserPage page = accounts.search(search);
        ObjectNode body = JsonTree.object();
        ArrayNode users = body.putArray("users");
        page.users().forEach(user -> users.add(UserJson.entry(user)));
        body.put("total", page.total());
        if (search.limit() > 0 && search.offset() + search.limit() < page.total()) {
            body.put("next_token", Long.toString(search.offset() + page.users().size()));
        }
        return Answer.ok(body);
    }

    private Answer get(Call call) {
        return Answer.ok(UserJson.whole(accounts.summary(call.userId("userId"))));
    }

    private Answer put(Call call) {
        UserId user = call.userId("userId");
        boolean created = putAccount.put(call.requester(), user, changes(call.body()));
        return new Answer(created ? 201 : 200, UserJson.whole(accounts.summary(user)));
    }

    private static AccountChanges changes(JsonBody body) {
        return new AccountChanges(body.optionalString("password"), body.optionalBoolean("logout_devices").orElse(true),
                body.optionalString("displayname"), body.optionalString("avatar_url"), body.optionalBoolean("admin"),
                body.optionalBoolean("deactivated"), body.optionalBoolean("locked"), userType(body));
    }

    /** Here alone, {@code null} is a value: it makes the account an ordinary one. */
    private static Optional<Optional<UserType>> userType(JsonBody body) {
        return body.tree().has("user_type")
                ? Optional.of(body.optionalString("user_type").map(UserType::parse))
                : Optional.empty();
    }
}
