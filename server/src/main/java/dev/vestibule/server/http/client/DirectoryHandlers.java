package dev.vestibule.server.http.client;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.ServerName;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.http.Answer;
import dev.vestibule.server.http.Call;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.route.RoomRoute;
import dev.vestibule.server.room.RoomAliases;
import dev.vestibule.server.view.ReadAliases;

/**
 * The endpoints of the alias directory.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#room-aliases">room aliases</a>
 */
public record DirectoryHandlers(RoomAliases aliases, ReadAliases readAliases, ServerName serverName) {

    /** Binds the rows of the table. */
    public void bind(Routes.Binder routes) {
        routes.bind(RoomRoute.ALIAS, this::resolve).bind(RoomRoute.ALIAS_PUT, this::put)
                .bind(RoomRoute.ALIAS_DELETE, this::delete).bind(RoomRoute.ROOM_ALIASES, this::ofRoom);
    }

    private Answer resolve(Call call) {
        RoomId roomId = aliases.resolve(call.roomAlias());
        ObjectNode body = JsonTree.object().put("room_id", roomId.value());
        ArrayNode servers = body.putArray("servers");
        servers.add(serverName.value());
        return Answer.ok(body);
    }

    private Answer put(Call call) {
        return Answer.ok(aliases.put(call.requester(), call.roomAlias(), call.body().roomId("room_id")).body());
    }

    private Answer delete(Call call) {
        return Answer.ok(aliases.delete(call.requester(), call.roomAlias()).body());
    }

    private Answer ofRoom(Call call) {
        return Answer.ok(readAliases.ofRoom(call.requester(), call.roomId()));
    }
}
