package dev.vestibule.server.http.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.device.KeyBackups;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.http.Answer;
import dev.vestibule.server.http.Call;
import dev.vestibule.server.http.JsonBody;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.route.KeyBackupRoute;
import dev.vestibule.storage.BackedUpKey;
import dev.vestibule.storage.BackedUpKeyRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The endpoints by which clients back up the keys to their messages.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#server-side-key-backups">server-side key backups</a>
 */
public record KeyBackupHandlers(KeyBackups keyBackups) {
    private static final String VERSION = "version";
    private static final String ROOM_ID = "roomId";
    private static final String SESSION_ID = "sessionId";
    private static final String SESSIONS = "sessions";

    /** Binds the rows of the table. */
    public void bind(Routes.Binder routes) {
        routes.bind(KeyBackupRoute.VERSION_POST, this::begin)
                .bind(KeyBackupRoute.VERSION_CURRENT,
                        call -> Answer.ok(keyBackups.describe(call.requester().user(), Optional.empty())))
                .bind(KeyBackupRoute.VERSION,
                        call -> Answer
                                .ok(keyBackups.describe(call.requester().user(), Optional.of(call.path(VERSION)))))
                .bind(KeyBackupRoute.VERSION_PUT, this::update).bind(KeyBackupRoute.VERSION_DELETE, this::delete)
                .bind(KeyBackupRoute.KEYS_PUT, call -> put(call, allRooms(call.body().object("rooms"))))
                .bind(KeyBackupRoute.KEYS_OF_ROOM_PUT,
                        call -> put(call, room(call.path(ROOM_ID), call.body().object(SESSIONS))))
                .bind(KeyBackupRoute.KEY_PUT, call -> put(call,
                        List.of(new BackedUpKeyRow(call.path(ROOM_ID), call.path(SESSION_ID), key(call.body())))))
                .bind(KeyBackupRoute.KEYS, call -> Answer.ok(byRoom(keys(call, Optional.empty(), Optional.empty()))))
                .bind(KeyBackupRoute.KEYS_OF_ROOM, this::ofRoom).bind(KeyBackupRoute.KEY, this::ofSession)
                .bind(KeyBackupRoute.KEYS_DELETE, call -> remove(call, Optional.empty(), Optional.empty()))
                .bind(KeyBackupRoute.KEYS_OF_ROOM_DELETE,
                        call -> remove(call, Optional.of(call.path(ROOM_ID)), Optional.empty()))
                .bind(KeyBackupRoute.KEY_DELETE,
                        call -> remove(call, Optional.of(call.path(ROOM_ID)), Optional.of(call.path(SESSION_ID))));
    }

    private Answer begin(Call call) {
        return Answer.ok(JsonTree.object().put(VERSION, keyBackups.begin(call.requester().user(),
                call.body().string("algorithm"), call.body().object("auth_data"))));
    }

    private Answer update(Call call) {
        String version = call.path(VERSION);
        if (call.body().optionalString(VERSION).filter(other -> !other.equals(version)).isPresent()) {
            throw MatrixException.invalidParam("The 'version' in the body must be the one in the path, or absent.");
        }
        keyBackups.update(call.requester().user(), version, call.body().string("algorithm"),
                call.body().object("auth_data"));
        return Answer.empty();
    }

    private Answer delete(Call call) {
        keyBackups.delete(call.requester().user(), call.path(VERSION));
        return Answer.empty();
    }

    private Answer put(Call call, List<BackedUpKeyRow> keys) {
        return Answer.ok(keyBackups.put(call.requester().user(), version(call), keys));
    }

    private Answer ofRoom(Call call) {
        JsonNode sessions = byRoom(keys(call, Optional.of(call.path(ROOM_ID)), Optional.empty())).path("rooms")
                .path(call.path(ROOM_ID));
        return Answer.ok(sessions.isMissingNode()
                ? JsonTree.object().set(SESSIONS, JsonTree.object())
                : sessions);
    }

    private Answer ofSession(Call call) {
        return keys(call, Optional.of(call.path(ROOM_ID)), Optional.of(call.path(SESSION_ID))).stream().findFirst()
                .map(row -> Answer.ok(KeyBackups.toJson(row.key())))
                .orElseThrow(() -> MatrixException.notFound("There is no key of that session in the backup."));
    }

    private Answer remove(Call call, Optional<String> roomId, Optional<String> sessionId) {
        return Answer.ok(keyBackups.remove(call.requester().user(), version(call), roomId, sessionId));
    }

    private List<BackedUpKeyRow> keys(Call call, Optional<String> roomId, Optional<String> sessionId) {
        return keyBackups.keys(call.requester().user(), version(call), roomId, sessionId);
    }

    private static String version(Call call) {
        return call.query(VERSION).orElseThrow(() -> MatrixException.missingParam(VERSION));
    }

    private static ObjectNode byRoom(List<BackedUpKeyRow> keys) {
        ObjectNode answer = JsonTree.object();
        ObjectNode rooms = answer.putObject("rooms");
        keys.forEach(row -> rooms.withObjectProperty(row.roomId()).withObjectProperty(SESSIONS)
                .set(row.sessionId(), KeyBackups.toJson(row.key())));
        return answer;
    }

    private static List<BackedUpKeyRow> allRooms(ObjectNode rooms) {
        List<BackedUpKeyRow> keys = new ArrayList<>();
        rooms.properties().forEach(
                entry -> keys.addAll(room(entry.getKey(), object(entry.getKey(), entry.getValue()).object(SESSIONS))));
        return keys;
    }

    private static List<BackedUpKeyRow> room(String roomId, ObjectNode sessions) {
        return sessions.properties().stream().map(entry -> new BackedUpKeyRow(roomId, entry.getKey(),
                key(object(entry.getKey(), entry.getValue())))).toList();
    }

    private static JsonBody object(String name, JsonNode value) {
        if (!(value instanceof ObjectNode object)) {
            throw MatrixException.badJson("What stands under '" + name + "' must be an object.");
        }
        return new JsonBody(object);
    }

    private static BackedUpKey key(JsonBody key) {
        return new BackedUpKey(number(key, "first_message_index"), number(key, "forwarded_count"),
                key.requiredBoolean("is_verified"), key.object("session_data"));
    }

    private static long number(JsonBody key, String name) {
        return key.optionalNumber(name).orElseThrow(() -> MatrixException.missingParam(name));
    }
}
