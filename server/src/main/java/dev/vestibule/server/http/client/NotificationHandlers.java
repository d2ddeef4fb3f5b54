package dev.vestibule.server.http.client;

import dev.vestibule.server.http.Answer;
import dev.vestibule.server.http.Call;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.route.PushRuleRoute;
import dev.vestibule.server.push.ListNotifications;

/**
 * The endpoint that lists of what a user was notified.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#listing-notifications">listing notifications</a>
 */
public record NotificationHandlers(ListNotifications listNotifications) {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 500;

    /** Binds the row of the table. */
    public void bind(Routes.Binder routes) {
        routes.bind(PushRuleRoute.NOTIFICATIONS, this::list);
    }

    private Answer list(Call call) {
        long limit = Math.clamp(call.queryNumber("limit").orElse((long) DEFAULT_LIMIT), 1, MAX_LIMIT);
        return Answer.ok(listNotifications.list(call.requester(), new ListNotifications.Page(call.queryNumber("from"),
                (int) limit, call.query("only").filter("highlight"::equals).isPresent())));
    }
}
