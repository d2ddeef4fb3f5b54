package dev.vestibule.server.http.client;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.Devices;
import dev.vestibule.server.admin.Accounts;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.http.Answer;
import dev.vestibule.server.http.Call;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.route.AdminSessionRoute;
import dev.vestibule.server.http.route.SessionRoute;

/** From where somebody's devices are used: for administrators and for themselves. */
public record WhoisHandler(Devices devices, Accounts accounts) {
    /** Adds this handler, at its place in either API. */
    public void bind(Routes.Binder routes) {
        routes.bind(SessionRoute.WHOIS, this::whois).bind(AdminSessionRoute.WHOIS, this::whois);
    }

    private Answer whois(Call call) {
        UserId user = call.userId("userId");
        if (!call.requester().admin() && !call.requester().user().equals(user)) {
            throw MatrixException.forbidden("Only an administrator of this server may ask that of somebody else.");
        }
        accounts.refuseRemote(user);
        ObjectNode body = JsonTree.object().put("user_id", user.value());
        ObjectNode all = body.putObject("devices");
        devices.of(user).forEach(device -> all.set(device.row().deviceId(), sessions(device)));
        return Answer.ok(body);
    }

    /** A device has one session at a time. */
    private static ObjectNode sessions(Devices.Device device) {
        ObjectNode json = JsonTree.object();
        ArrayNode connections = json.putArray("sessions").addObject().putArray("connections");
        device.connections().forEach(connection -> connections.addObject()
                .put("ip", connection.ip())
                .put("last_seen", connection.lastSeen().toEpochMilli())
                .put("user_agent", connection.userAgent()));
        return json;
    }
}
