package dev.vestibule.server.http.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.Session;
import dev.vestibule.server.account.Sessions;
import dev.vestibule.server.http.Answer;
import dev.vestibule.server.http.Call;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.route.SessionRoute;

/** Gets the next access token. */
public record RefreshHandler(Sessions sessions) {
    /** Adds this handler. */
    public void bind(Routes.Binder routes) {
        routes.bind(SessionRoute.REFRESH, this::refresh);
    }

    private Answer refresh(Call call) {
        Session session = sessions.refresh(call.body().string("refresh_token"));
        ObjectNode body = JsonTree.object().put("access_token", session.accessToken());
        body.setAll(SessionJson.refreshable(session));
        return Answer.ok(body);
    }
}
