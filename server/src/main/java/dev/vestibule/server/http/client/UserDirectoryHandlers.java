package dev.vestibule.server.http.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.InvalidIdentifierException;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.directory.ReadMutualRooms;
import dev.vestibule.server.directory.SearchUsers;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.http.Answer;
import dev.vestibule.server.http.Call;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.route.DirectoryRoute;
import java.util.Optional;

/**
 * The endpoints by which people find each other.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#user-directory">the user directory</a>
 */
public record UserDirectoryHandlers(SearchUsers searchUsers, ReadMutualRooms readMutualRooms) {

    private static final long DEFAULT_LIMIT = 10;

    /** Binds the rows of the table. */
    public void bind(Routes.Binder routes) {
        routes.bind(DirectoryRoute.USER_DIRECTORY_SEARCH, this::search)
                .bind(DirectoryRoute.MUTUAL_ROOMS, this::mutualRooms)
                .bind(DirectoryRoute.MUTUAL_ROOMS_UNSTABLE, this::mutualRoomsAsProposed);
    }

    private Answer search(Call call) {
        return Answer.ok(searchUsers.search(call.requester(), call.body().string("search_term"),
                call.body().optionalNumber("limit").orElse(DEFAULT_LIMIT)));
    }

    private Answer mutualRooms(Call call) {
        return Answer.ok(readMutualRooms.read(call.requester(), user(call), call.query("from")));
    }

    /**
     * As clients ask that go by the proposal's flag: it called the tokens otherwise.
     *
     * @see <a href="https://github.com/matrix-org/matrix-spec-proposals/pull/2666">MSC2666</a>
     */
    private Answer mutualRoomsAsProposed(Call call) {
        ObjectNode answer = readMutualRooms.read(call.requester(), user(call), call.query("batch_token"));
        Optional.ofNullable(answer.remove("next_batch")).ifPresent(token -> answer.set("next_batch_token", token));
        return Answer.ok(answer);
    }

    /** A missing ID is a wrong one here, as the specification has one code for both. */
    private static UserId user(Call call) {
        try {
            return UserId.parse(call.query("user_id").orElse(""));
        } catch (InvalidIdentifierException malformed) {
            throw MatrixException.invalidParam("'user_id' must be the ID of a user: " + malformed.getMessage());
        }
    }
}
