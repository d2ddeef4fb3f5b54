package dev.vestibule.server.http.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.http.Answer;
import dev.vestibule.server.http.Call;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.route.RoomRoute;
import dev.vestibule.server.live.PresenceState;
import dev.vestibule.server.sync.StateForm;
import dev.vestibule.server.sync.Sync;
import dev.vestibule.server.sync.SyncFilter;
import dev.vestibule.server.sync.SyncRequest;
import dev.vestibule.server.view.StreamToken;
import dev.vestibule.storage.Snapshot;
import dev.vestibule.storage.Storage;
import java.time.Duration;

/**
 * The endpoint by which clients hear what happens.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#get_matrixclientv3sync">sync</a>
 */
public record SyncHandlers(Sync sync, Storage storage) {

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    /** Binds the row of the table. */
    public void bind(Routes.Binder routes) {
        routes.bind(RoomRoute.SYNC, this::answer);
    }

    private Answer answer(Call call) {
        long timeout = Math.min(call.queryNumber("timeout").orElse(0L), LONGEST_WAIT.toMillis());
        SyncRequest request = new SyncRequest(
                call.query("filter").map(text -> filter(call, text)).orElse(SyncFilter.ALL),
                call.query("since").map(this::since),
                call.queryBoolean("full_state").orElse(false), stateForm(call),
                Duration.ofMillis(timeout), call.query("set_presence")
                        .map(text -> PresenceState.of("set_presence", text)).orElse(PresenceState.ONLINE));
        return Answer.ok(sync.sync(call.requester(), request));
    }

    private static StateForm stateForm(Call call) {
        if (call.queryBoolean("use_state_after").orElse(false)) {
            return StateForm.AT_END;
        }
        return call.queryBoolean("org.matrix.msc4222.use_state_after").orElse(false)
                ? StateForm.AT_END_BY_OLD_NAME
                : StateForm.AT_START;
    }

    /** A token from before the server lost its memory would wait for a position that may be years away. */
    private StreamToken since(String text) {
        StreamToken token = StreamToken.parse("since", text);
        // The announced position may lag behind what a snapshot has shown already, and so behind a token just given.
        if (token.position() > storage.position() && token.position() > storage.read(Snapshot::position)) {
            throw MatrixException.invalidParam("The token 'since' is of another life of this server: begin anew with a "
                    + "sync that has none.");
        }
        return token;
    }

    private SyncFilter filter(Call call, String text) {
        try {
            String definition = text.startsWith("{")
                    ? text
                    : storage.read(snapshot -> snapshot.ofAccounts().filter(call.requester().user(), text))
                            .orElseThrow(() -> MatrixException.invalidParam("You have no filter '" + text + "'."));
            return SyncFilter.parse(JsonTree.read(definition));
        } catch (JsonProcessingException malformed) {
            throw MatrixException.notJson("'filter' must be the ID of a filter or a JSON object.");
        }
    }
}
