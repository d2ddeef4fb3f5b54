package dev.vestibule.server.http.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.DeviceRequest;
import dev.vestibule.server.account.Session;
import dev.vestibule.server.http.JsonBody;
import java.util.Optional;

/** What logging in and registering have in common: which device is asked for, and what is answered. */
public final class SessionJson {
    private SessionJson() {}

    /** Reads {@code device_id}, {@code initial_device_display_name} and {@code refresh_token}. */
    public static DeviceRequest device(JsonBody body) {
        return new DeviceRequest(body.optionalString("device_id"), body.optionalString("initial_device_display_name"),
                body.optionalBoolean("refresh_token").orElse(false));
    }

    /** Writes the account, and the session if one was opened. {@code home_server} is for clients of r0. */
    public static ObjectNode write(UserId user, Optional<Session> session) {
        ObjectNode body = JsonTree.object();
        body.put("user_id", user.value());
        body.put("home_server", user.serverName().value());
        session.ifPresent(opened -> {
            body.put("access_token", opened.accessToken());
            body.put("device_id", opened.deviceId());
            body.setAll(refreshable(opened));
        });
        return body;
    }

    /** Writes when the access token ends and what gets the next one. */
    static ObjectNode refreshable(Session session) {
        ObjectNode body = JsonTree.object();
        session.refreshable().ifPresent(refreshable -> {
            body.put("expires_in_ms", refreshable.expiresIn().toMillis());
            body.put("refresh_token", refreshable.refreshToken());
        });
        return body;
    }
}
