package dev.vestibule.server.http.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.http.Answer;
import dev.vestibule.server.http.Call;
import dev.vestibule.server.http.JsonBody;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.route.PushRuleRoute;
import dev.vestibule.server.push.Pushers;
import dev.vestibule.storage.PusherRow;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The endpoints that keep and list pushers.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#post_matrixclientv3pushersset">pushers</a>
 */
public record PusherHandlers(Pushers pushers) {
    private static final String KIND = "kind";
    private static final String GATEWAY = "/_matrix/push/v1/notify";
    private static final Set<String> SCHEMES = Set.of("https", "http");
    private static final int MOST_APP_ID = 64;
    private static final int MOST_PUSHKEY = 512;

    /** Binds the rows of the table. */
    public void bind(Routes.Binder routes) {
        routes.bind(PushRuleRoute.PUSHERS, call -> Answer.ok(pushers.list(call.requester().user())))
                .bind(PushRuleRoute.PUSHERS_SET, this::set);
    }

    private Answer set(Call call) {
        JsonBody body = call.body();
        String appId = body.string("app_id");
        String pushKey = body.string("pushkey");
        if (!body.tree().has(KIND)) {
            throw MatrixException.missingParam(KIND);
        }
        if (!body.has(KIND)) {
            pushers.remove(call.requester().user(), appId, pushKey);
            return Answer.empty();
        }
        if (appId.length() > MOST_APP_ID || pushKey.getBytes(StandardCharsets.UTF_8).length > MOST_PUSHKEY) {
            throw MatrixException.invalidParam("An 'app_id' has at most " + MOST_APP_ID + " characters, a 'pushkey' "
                    + MOST_PUSHKEY + " bytes.");
        }
        pushers.set(call.requester(), new PusherRow(appId, pushKey, content(body)),
                body.optionalBoolean("append").orElse(false));
        return Answer.empty();
    }

    private static ObjectNode content(JsonBody body) {
        ObjectNode content = JsonTree.object().put(KIND, body.string(KIND));
        for (String key : List.of("app_display_name", "device_display_name", "lang")) {
            content.put(key, body.string(key));
        }
        body.optionalString("profile_tag").ifPresent(tag -> content.put("profile_tag", tag));
        content.set("data", body.object("data"));
        switch (body.string(KIND)) {
            case "http" -> checkGateway(new JsonBody(body.object("data")).string("url"));
            case "email" -> throw MatrixException.invalidParam("This server sends no mail.");
            default -> throw MatrixException.invalidParam("The 'kind' of a pusher is http, or null to remove it.");
        }
        return content;
    }

    /** Nothing is sent there; so a gateway under development may do without TLS, as Synapse allows too. */
    private static void checkGateway(String url) {
        try {
            URI gateway = URI.create(url);
            if (SCHEMES.contains(Objects.requireNonNullElse(gateway.getScheme(), "")) && gateway.getHost() != null
                    && GATEWAY.equals(gateway.getPath())) {
                return;
            }
        } catch (IllegalArgumentException malformed) {
            // As any other text that is not such a URL.
        }
        throw MatrixException.invalidParam("'url' must be an HTTPS URL, or for tests an HTTP one, with the path "
                + GATEWAY + ".");
    }
}
