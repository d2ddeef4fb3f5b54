package dev.vestibule.server.http.client;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.authz.version.RoomVersion;
import dev.vestibule.server.http.Answer;
import dev.vestibule.server.http.Call;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.route.ServerRoute;
import java.util.List;

/** What the server says about itself. */
public final class ServerHandlers {
    /**
     * The versions whose membership endpoints work as they describe, withdrawn ways of calling them included. What of
     * a version is not offered answers {@code M_UNRECOGNIZED}, which clients take as "not supported here".
     */
    private static final List<String> VERSIONS = List.of("r0.0.1", "r0.1.0", "r0.2.0", "r0.3.0", "r0.4.0", "r0.5.0",
            "r0.6.0", "r0.6.1", "v1.1", "v1.2", "v1.3", "v1.4", "v1.5", "v1.6", "v1.7", "v1.8", "v1.9", "v1.10",
            "v1.11", "v1.12", "v1.13", "v1.14", "v1.15", "v1.16", "v1.17", "v1.18", "v1.19");

    private final boolean bundledIdentityServer;

    /** @param bundledIdentityServer whether this server is an identity server as well */
    public ServerHandlers(boolean bundledIdentityServer) {
        this.bundledIdentityServer = bundledIdentityServer;
    }

    /** Adds these handlers. */
    public void bind(Routes.Binder routes) {
        routes.bind(ServerRoute.VERSIONS, this::versions)
                .bind(ServerRoute.WELL_KNOWN, this::wellKnown)
                .bind(ServerRoute.CAPABILITIES, this::capabilities);
    }

    private Answer versions(Call call) {
        ObjectNode body = JsonTree.object();
        ArrayNode versions = body.putArray("versions");
        VERSIONS.forEach(versions::add);
        // Clients that know the endpoint by its proposal ask only where this says so.
        body.putObject("unstable_features").put("uk.half-shot.msc2666.query_mutual_rooms", true);
        return Answer.ok(body);
    }

    /** Whoever could ask this can reach the server at the address they asked it at. */
    private Answer wellKnown(Call call) {
        ObjectNode body = JsonTree.object();
        body.putObject("m.homeserver").put("base_url", call.serverUrl());
        if (bundledIdentityServer) {
            body.putObject("m.identity_server").put("base_url", call.serverUrl());
        }
        return Answer.ok(body);
    }

    private Answer capabilities(Call call) {
        ObjectNode body = JsonTree.object();
        ObjectNode capabilities = body.putObject("capabilities");
        ObjectNode versions = capabilities.putObject("m.room_versions");
        versions.put("default", RoomVersion.DEFAULT.id());
        ObjectNode available = versions.putObject("available");
        for (RoomVersion version : RoomVersion.values()) {
            available.put(version.id(), "stable");
        }
        capabilities.putObject("m.profile_fields").put("enabled", true);
        for (String done : List.of("m.set_displayname", "m.set_avatar_url", "m.change_password", "m.get_login_token")) {
            capabilities.putObject(done).put("enabled", true);
        }
        capabilities.putObject("m.3pid_changes").put("enabled", false);
        if (call.requester().admin()) {
            capabilities.putObject("m.account_moderation").put("suspend", true).put("lock", true);
        }
        return Answer.ok(body);
    }
}
