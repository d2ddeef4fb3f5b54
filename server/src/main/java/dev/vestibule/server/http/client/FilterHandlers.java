package dev.vestibule.server.http.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.Filters;
import dev.vestibule.server.http.Answer;
import dev.vestibule.server.http.Call;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.route.AccountRoute;
import dev.vestibule.server.sync.SyncFilter;
import dev.vestibule.server.sync.SyncFilter;

/** Filters kept for later use. */
public final class FilterHandlers {
    private static final String USER_ID = "userId";

    private final Filters filters;

    public FilterHandlers(Filters filters) {
        this.filters = filters;
    }

    /** Adds these handlers. */
    public void bind(Routes.Binder routes) {
        routes.bind(AccountRoute.FILTER_STORE, this::store).bind(AccountRoute.FILTER, this::definition);
    }

    private Answer store(Call call) {
        ObjectNode definition = call.body().tree();
        SyncFilter.parse(definition);
        String id = filters.store(call.requester(), call.userId(USER_ID), definition);
        return Answer.ok(JsonTree.object().put("filter_id", id));
    }

    private Answer definition(Call call) {
        return Answer.ok(filters.definition(call.requester(), call.userId(USER_ID), call.path("filterId")));
    }
}
