package dev.vestibule.server.http.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.Devices;
import dev.vestibule.server.account.InteractiveAuth;
import dev.vestibule.server.account.PasswordStage;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.http.Answer;
import dev.vestibule.server.http.Call;
import dev.vestibule.server.http.JsonBody;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.route.SessionRoute;
import dev.vestibule.storage.ConnectionRow;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A user's own devices. Who removes one proves by the password that the session they ask from is theirs. */
public final class DeviceHandlers {
    private static final String DEVICE_ID = "deviceId";

    private final Devices devices;
    private final InteractiveAuth auth;
    private final PasswordStage password;

    public DeviceHandlers(Devices devices, InteractiveAuth auth, PasswordStage password) {
        this.devices = devices;
        this.auth = auth;
        this.password = password;
    }

    /** Adds these handlers. */
    public void bind(Routes.Binder routes) {
        routes.bind(SessionRoute.DEVICES, this::devices)
                .bind(SessionRoute.DEVICE, this::device)
                .bind(SessionRoute.DEVICE_PUT, this::rename)
                .bind(SessionRoute.DEVICE_DELETE, call -> remove(call, Set.of(call.path(DEVICE_ID))))
                .bind(SessionRoute.DEVICES_DELETE, call -> remove(call, deviceIds(call.body())));
    }

    private Answer devices(Call call) {
        ObjectNode body = JsonTree.object();
        ArrayNode array = body.putArray("devices");
        devices.of(call.requester().user()).forEach(device -> array.add(json(device)));
        return Answer.ok(body);
    }

    private Answer device(Call call) {
        return Answer.ok(json(devices.find(call.requester().user(), call.path(DEVICE_ID))));
    }

    private Answer rename(Call call) {
        devices.rename(call.requester().user(), call.path(DEVICE_ID), call.body().optionalString("display_name"));
        return Answer.empty();
    }

    private Answer remove(Call call, Set<String> deviceIds) {
        Optional<ObjectNode> proof = call.body().optionalObject("auth");
        String operation = call.route().name() + " " + deviceIds + " of " + call.requester().user();
        Optional<ObjectNode> challenge = auth.challenge(operation, password.of(call.requester().user()), proof);
        if (challenge.isPresent()) {
            return new Answer(401, challenge.get());
        }
        devices.remove(call.requester().user(), deviceIds);
        auth.done(proof);
        return Answer.empty();
    }

    /**
     * Reads {@code devices}.
     *
     * @throws MatrixException {@code M_MISSING_PARAM} or {@code M_BAD_JSON} if it is no array of strings
     */
    public static Set<String> deviceIds(JsonBody body) {
        Set<String> ids = new TreeSet<>();
        for (JsonNode id : body.optionalArray("devices").orElseThrow(() -> MatrixException.missingParam("devices"))) {
            if (!id.isTextual()) {
                throw MatrixException.badJson("'devices' must be an array of strings.");
            }
            ids.add(id.textValue());
        }
        return ids;
    }

    /** What is not known is {@code null}, as Synapse has it: matrix-nio takes no list of devices that leaves a key out. */
    private static ObjectNode json(Devices.Device device) {
        ObjectNode json = JsonTree.object();
        json.put("device_id", device.row().deviceId());
        json.put("display_name", device.row().displayName().orElse(null));
        json.put("last_seen_ip", device.lastSeen().map(ConnectionRow::ip).orElse(null));
        json.put("last_seen_ts", device.lastSeen().map(seen -> seen.lastSeen().toEpochMilli()).orElse(null));
        return json;
    }
}
