package dev.vestibule.server.directory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.limit.Limiter;
import dev.vestibule.server.limit.Limits;
import dev.vestibule.storage.FoundUser;
import dev.vestibule.storage.Storage;
import java.util.List;

/**
 * A user looks for another by name.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#post_matrixclientv3user_directorysearch">the user
 *      directory</a>
 */
public final class SearchUsers {

    private static final int MOST = 50;

    private final Storage storage;
    private final Limits limits;

    public SearchUsers(Storage storage, Limits limits) {
        this.storage = storage;
        this.limits = limits;
    }

    /**
     * Users whom the requester can meet: in a room both are in, or in one that is open to all. As
     * {@code {"results", "limited"}}.
     *
     * @param term what their ID or display name has in it; nobody is found by nothing
     * @throws dev.vestibule.server.error.MatrixException 429 {@code M_LIMIT_EXCEEDED}
     */
    public JsonNode search(Requester requester, String term, long limit) {
        limits.take(Limiter.USER_DIRECTORY, requester);
        int most = (int) Math.min(limit, MOST);
        List<FoundUser> found = term.isBlank()
                ? List.of()
                : storage.read(snapshot -> snapshot.ofAccounts().searchUsers(requester.user(), term, most + 1));
        ObjectNode answer = JsonTree.object();
        ArrayNode results = answer.putArray("results");
        found.stream().limit(most).forEach(user -> {
            ObjectNode result = results.addObject().put("user_id", user.user().value());
            user.displayName().ifPresent(name -> result.put("display_name", name));
            user.avatarUrl().ifPresent(url -> result.put("avatar_url", url));
        });
        return answer.put("limited", found.size() > most);
    }
}
