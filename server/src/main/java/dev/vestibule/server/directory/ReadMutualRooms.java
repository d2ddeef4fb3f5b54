package dev.vestibule.server.directory;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.Storage;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A user asks which rooms they share with another.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#get_matrixclientv1mutual_rooms">mutual rooms</a>
 */
public final class ReadMutualRooms {

    private static final int PAGE = 100;

    private final Storage storage;

    public ReadMutualRooms(Storage storage) {
        this.storage = storage;
    }

    /**
     * A page of the rooms both are joined to, as {@code {"joined", "count", "next_batch"?}}. Its tokens never expire.
     *
     * @throws MatrixException 400 {@code M_INVALID_PARAM} for the requester's own ID, or a token nobody was given
     */
    public ObjectNode read(Requester requester, UserId other, Optional<String> from) {
        if (requester.user().equals(other)) {
            throw MatrixException.invalidParam("'user_id' must be somebody else's.");
        }
        String after = from.map(ReadMutualRooms::room).orElse("");
        return storage.read(snapshot -> {
            List<RoomId> found = snapshot.mutualRooms(requester.user(), other, after, PAGE + 1);
            ObjectNode answer = JsonTree.object();
            ArrayNode joined = answer.putArray("joined");
            found.stream().limit(PAGE).forEach(room -> joined.add(room.value()));
            if (found.size() > PAGE) {
                answer.put("next_batch", token(found.get(PAGE - 1)));
            }
            return answer.put("count", snapshot.countMutualRooms(requester.user(), other));
        });
    }

    private static String token(RoomId last) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(last.value().getBytes(StandardCharsets.UTF_8));
    }

    private static String room(String token) {
        try {
            return RoomId.parse(new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8)).value();
        } catch (IllegalArgumentException unknown) {
            throw MatrixException.invalidParam("'from' must be a next_batch of this endpoint.");
        }
    }
}
