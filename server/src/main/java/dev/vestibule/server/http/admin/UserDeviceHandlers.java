package dev.vestibule.server.http.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.DeviceRequest;
import dev.vestibule.server.account.Devices;
import dev.vestibule.server.admin.Accounts;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.http.Answer;
import dev.vestibule.server.http.Call;
import dev.vestibule.server.http.JsonBody;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.client.DeviceHandlers;
import dev.vestibule.server.http.route.AdminSessionRoute;
import dev.vestibule.storage.ConnectionRow;
import java.util.Optional;
import java.util.Set;

/**
 * A user's devices, for administrators.
 *
 * @see <a href="https://element-hq.github.io/synapse/latest/admin_api/user_admin_api.html#user-devices">
 *      Synapse's description</a>
 */
public record UserDeviceHandlers(Devices devices, Accounts accounts) {
    private static final String DEVICE_ID = "deviceId";

    /** Adds these handlers. */
    public void bind(Routes.Binder routes) {
        routes.bind(AdminSessionRoute.DEVICES, this::devices)
                .bind(AdminSessionRoute.DEVICE_POST, this::create)
                .bind(AdminSessionRoute.DEVICE, this::device)
                .bind(AdminSessionRoute.DEVICE_PUT, this::rename)
                .bind(AdminSessionRoute.DEVICE_DELETE, call -> remove(call, Set.of(call.path(DEVICE_ID))))
                .bind(AdminSessionRoute.DEVICES_DELETE,
                        call -> remove(call, DeviceHandlers.deviceIds(call.body())));
    }

    private Answer devices(Call call) {
        ObjectNode body = JsonTree.object();
        ArrayNode array = body.putArray("devices");
        devices.of(user(call)).forEach(device -> array.add(json(device)));
        body.put("total", array.size());
        return Answer.ok(body);
    }

    private Answer create(Call call) {
        UserId user = user(call);
        devices.put(user, request(call.body()));
        return new Answer(201, JsonTree.object());
    }

    private Answer device(Call call) {
        return Answer.ok(json(devices.find(user(call), call.path(DEVICE_ID))));
    }

    private Answer rename(Call call) {
        devices.rename(user(call), call.path(DEVICE_ID), call.body().optionalString("display_name"));
        return Answer.empty();
    }

    private Answer remove(Call call, Set<String> deviceIds) {
        devices.remove(user(call), deviceIds);
        return Answer.empty();
    }

    private UserId user(Call call) {
        return accounts.existing(call.userId("userId")).user();
    }

    /** What is wrong with the ID is {@code M_UNKNOWN} here: so Synapse has it. */
    private static DeviceRequest request(JsonBody body) {
        String id = body.tree().path("device_id").asText("");
        if (!body.tree().path("device_id").isTextual() || id.isEmpty()) {
            throw new MatrixException(ErrorCode.UNKNOWN, "'device_id' must be a string that is not empty.");
        }
        return new DeviceRequest(Optional.of(id), body.optionalString("initial_device_display_name"), false);
    }

    /** What is not known is {@code null}: so Synapse has it. */
    private static ObjectNode json(Devices.Device device) {
        ObjectNode json = JsonTree.object();
        json.put("user_id", device.row().user().value());
        json.put("device_id", device.row().deviceId());
        json.put("display_name", device.row().displayName().orElse(null));
        json.put("last_seen_ip", device.lastSeen().map(ConnectionRow::ip).orElse(null));
        json.put("last_seen_user_agent", device.lastSeen().map(ConnectionRow::userAgent).orElse(null));
        json.put("last_seen_ts", device.lastSeen().map(seen -> seen.lastSeen().toEpochMilli()).orElse(null));
        return json;
    }
}
