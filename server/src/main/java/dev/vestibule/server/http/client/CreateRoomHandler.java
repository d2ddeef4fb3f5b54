package dev.vestibule.server.http.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.id.InvalidIdentifierException;
import dev.vestibule.authz.id.RoomAlias;
import dev.vestibule.authz.id.ServerName;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.authz.version.RoomVersion;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.http.Answer;
import dev.vestibule.server.http.Call;
import dev.vestibule.server.http.JsonBody;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.route.RoomRoute;
import dev.vestibule.server.room.CreateRoom;
import dev.vestibule.server.room.CreateRoomRequest;
import dev.vestibule.server.room.InviteRequest;
import dev.vestibule.server.room.RoomPreset;
import dev.vestibule.server.room.UpgradeRequest;
import dev.vestibule.server.room.UpgradeRoom;
import dev.vestibule.storage.Visibility;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The endpoint that makes a room: reads the request, which has more to say than any other.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#post_matrixclientv3createroom">createRoom</a>
 */
public record CreateRoomHandler(CreateRoom createRoom, UpgradeRoom upgradeRoom, ServerName serverName) {

    /** Binds the rows of the table; the form with a transaction ID is the same endpoint. */
    public void bind(Routes.Binder routes) {
        routes.bind(RoomRoute.CREATE_ROOM, this::create).bind(RoomRoute.CREATE_ROOM_TXN, this::create)
                .bind(RoomRoute.UPGRADE, this::upgrade);
    }

    private Answer create(Call call) {
        return Answer.ok(createRoom.create(call.requester(), request(call.body())).body());
    }

    private Answer upgrade(Call call) {
        RoomVersion version = version(call.body().string("new_version"));
        Set<UserId> creators = call.body().optionalArray("additional_creators")
                .filter(_ -> version.creatorsHaveInfinitePower())
                .map(array -> users("additional_creators", array)).orElse(Set.of());
        return Answer.ok(upgradeRoom.upgrade(call.requester(), call.roomId(), new UpgradeRequest(version, creators))
                .body());
    }

    private CreateRoomRequest request(JsonBody body) {
        Visibility visibility = body.optionalString("visibility").map(CreateRoomHandler::visibility)
                .orElse(Visibility.PRIVATE);
        RoomPreset preset = body.optionalString("preset").map(CreateRoomHandler::preset)
                .orElse(visibility == Visibility.PUBLIC ? RoomPreset.PUBLIC_CHAT : RoomPreset.PRIVATE_CHAT);
        return new CreateRoomRequest(visibility, body.optionalString("room_alias_name").map(this::alias),
                body.optionalString("name"), body.optionalString("topic"),
                body.optionalArray("invite").map(invite -> users("invite", invite)).orElse(Set.of()),
                body.optionalArray("invite_3pid").map(CreateRoomHandler::addresses).orElse(List.of()),
                body.optionalString("room_version").map(CreateRoomHandler::version).orElse(RoomVersion.DEFAULT),
                body.optionalObject("creation_content").orElseGet(JsonTree::object),
                body.optionalArray("initial_state").map(CreateRoomHandler::initialState).orElse(List.of()), preset,
                body.optionalBoolean("is_direct").orElse(false), body.optionalObject("power_level_content_override"));
    }

    private static Visibility visibility(String text) {
        return switch (text) {
            case "public" -> Visibility.PUBLIC;
            case "private" -> Visibility.PRIVATE;
            default -> throw MatrixException.invalidParam("'visibility' must be public or private.");
        };
    }

    private static RoomPreset preset(String text) {
        return RoomPreset.of(text).orElseThrow(() -> MatrixException
                .badJson("'preset' must be private_chat, trusted_private_chat or public_chat."));
    }

    private static RoomVersion version(String text) {
        return RoomVersion.of(text).orElseThrow(() -> new MatrixException(ErrorCode.UNSUPPORTED_ROOM_VERSION,
                "This server does not know the room version '" + text + "'."));
    }

    private RoomAlias alias(String localpart) {
        if (localpart.indexOf(':') >= 0) {
            throw MatrixException.invalidParam(
                    "'room_alias_name' is the part of the alias between # and :, without the server's name.");
        }
        try {
            return RoomAlias.parse("#" + localpart + ":" + serverName);
        } catch (InvalidIdentifierException malformed) {
            throw MatrixException.invalidParam(malformed.getMessage());
        }
    }

    private static Set<UserId> users(String name, ArrayNode array) {
        Set<UserId> users = new LinkedHashSet<>();
        for (JsonNode entry : array) {
            if (!entry.isTextual()) {
                throw MatrixException.badJson("'" + name + "' must be a list of user IDs.");
            }
            try {
                users.add(UserId.parse(entry.textValue()));
            } catch (InvalidIdentifierException malformed) {
                throw MatrixException.invalidParam(malformed.getMessage());
            }
        }
        return users;
    }

    private static List<CreateRoomRequest.InitialState> initialState(ArrayNode array) {
        List<CreateRoomRequest.InitialState> events = new ArrayList<>();
        for (JsonNode entry : array) {
            if (!(entry instanceof ObjectNode object)) {
                throw MatrixException.badJson("'initial_state' must be a list of state events.");
            }
            JsonBody event = new JsonBody(object);
            String type = event.optionalString("type").orElseThrow(() -> incomplete("type"));
            ObjectNode content = event.optionalObject("content").orElseThrow(() -> incomplete("content"));
            events.add(new CreateRoomRequest.InitialState(
                    new StateKey(type, event.optionalString("state_key").orElse("")), content));
        }
        return events;
    }

    private static MatrixException incomplete(String key) {
        return MatrixException.badJson("Each event of 'initial_state' needs a '" + key + "'.");
    }

    private static List<InviteRequest.ByThirdPartyId> addresses(ArrayNode invites) {
        Set<InviteRequest.ByThirdPartyId> addresses = new LinkedHashSet<>();
        for (JsonNode entry : invites) {
            if (!(entry instanceof ObjectNode object)) {
                throw MatrixException.badJson("'invite_3pid' must be a list of objects.");
            }
            addresses.add(AddressInvite.read(new JsonBody(object)));
        }
        return List.copyOf(addresses);
    }
}
