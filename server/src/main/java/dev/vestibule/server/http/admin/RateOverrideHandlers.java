package dev.vestibule.server.http.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.ServerName;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.RateOverrides;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.http.Answer;
import dev.vestibule.server.http.Call;
import dev.vestibule.server.http.JsonBody;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.route.AdminRoute;
import dev.vestibule.storage.RateOverride;

/**
 * Other rate limits for single users.
 *
 * @see <a href="https://element-hq.github.io/synapse/latest/admin_api/user_admin_api.html#override-ratelimiting-for-users">
 *      Synapse's description</a>
 */
public record RateOverrideHandlers(RateOverrides overrides, ServerName serverName) {
    private static final String PER_SECOND = "messages_per_second";
    private static final String BURST_COUNT = "burst_count";
    /** The largest whole number that every JSON reader keeps exact. */
    private static final long MOST = (1L << 53) - 1;

    /** Binds the rows of the table. */
    public void bind(Routes.Binder routes) {
        routes.bind(AdminRoute.RATE_OVERRIDE, this::get).bind(AdminRoute.RATE_OVERRIDE_POST, this::post)
                .bind(AdminRoute.RATE_OVERRIDE_DELETE, this::delete);
    }

    private Answer get(Call call) {
        return Answer.ok(overrides.of(user(call)).map(RateOverrideHandlers::json).orElseGet(JsonTree::object));
    }

    private Answer post(Call call) {
        UserId user = user(call);
        RateOverride override = new RateOverride(number(call.body(), PER_SECOND), number(call.body(), BURST_COUNT));
        overrides.put(user, override);
        return Answer.ok(json(override));
    }

    private Answer delete(Call call) {
        overrides.remove(user(call));
        return Answer.empty();
    }

    private static ObjectNode json(RateOverride override) {
        return JsonTree.object().put(PER_SECOND, override.messagesPerSecond()).put(BURST_COUNT, override.burstCount());
    }

    private UserId user(Call call) {
        UserId user = call.userId("userId");
        if (!user.serverName().equals(serverName)) {
            throw new MatrixException(ErrorCode.UNKNOWN,
                    user + " is a user of another server: only those of " + serverName + " have rate limits here.");
        }
        return user;
    }

    private static long number(JsonBody body, String key) {
        if (!body.has(key)) {
            return 0;
        }
        JsonNode value = body.tree().path(key);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0
                || value.longValue() > MOST) {
            throw MatrixException.invalidParam("'" + key + "' must be a whole number from 0 to " + MOST + ".");
        }
        return value.longValue();
    }
}
