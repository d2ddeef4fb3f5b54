package dev.vestibule.server.account;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.AlreadyExistsException;
import dev.vestibule.storage.Change;
import dev.vestibule.storage.Storage;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Keeps the filters clients want to refer to by a short ID. The ID comes from the definition, so a client that stores
 * the same filter at every start gets the same ID and takes no more room.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#filtering">Filtering</a>
 */
public final class Filters {
    private static final int ID_LENGTH = 16;

    private final Storage storage;

    public Filters(Storage storage) {
        this.storage = storage;
    }

    /**
     * Keeps a filter, which has been looked at before: it is one this server can apply.
     *
     * @return its ID
     * @throws MatrixException {@code M_FORBIDDEN} if it is for somebody else
     */
    public String store(Requester requester, UserId user, ObjectNode definition) {
        AccountData.checkOwn(requester, user);
        String text = JsonTree.write(definition);
        String id = AccessTokens.hash(text).replace('+', '-').replace('/', '_').substring(0, ID_LENGTH);
        if (storage.read(snapshot -> snapshot.ofAccounts().filter(user, id)).isEmpty()) {
            try {
                storage.write(List.of(new Change.FilterStored(user, id, text)));
            } catch (AlreadyExistsException sameMeanwhile) {
                return id;
            }
        }
        return id;
    }

    /**
     * Finds the definition of a filter, as it was stored.
     *
     * @throws MatrixException {@code M_FORBIDDEN} if it is somebody else's, {@code M_NOT_FOUND} if there is none
     */
    public JsonNode definition(Requester requester, UserId user, String filterId) {
        AccountData.checkOwn(requester, user);
        String text = storage.read(snapshot -> snapshot.ofAccounts().filter(user, filterId))
                .orElseThrow(() -> MatrixException.notFound("There is no filter with the ID '" + filterId + "'."));
        try {
            return JsonTree.read(text);
        } catch (JsonProcessingException corrupt) {
            throw new UncheckedIOException(corrupt);
        }
    }
}
