package dev.vestibule.server.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.Change;
import dev.vestibule.storage.Storage;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How users sort their rooms: tags, kept as account data of the room.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#room-tagging">Room tagging</a>
 */
public final class Tags {
    private static final String TYPE = "m.tag";
    private static final String TAGS = "tags";
    private static final int MAX_TAG = 255;

    private final Storage storage;
    private final UserLocks locks;

    public Tags(Storage storage, UserLocks locks) {
        this.storage = storage;
        this.locks = locks;
    }

    /**
     * The tags of a room.
     *
     * @throws MatrixException {@code M_FORBIDDEN} if they are somebody else's
     */
    public ObjectNode of(Requester requester, UserId user, RoomId room) {
        AccountData.checkOwn(requester, user);
        return read(user, room);
    }

    /**
     * Gives a room a tag, or a tag it has another place.
     *
     * @throws MatrixException {@code M_FORBIDDEN} if it is for somebody else, {@code M_BAD_JSON} if the order is no
     *                         number, {@code M_INVALID_PARAM} if the tag is too long
     */
    public void add(Requester requester, UserId user, RoomId room, String tag, ObjectNode content) {
        AccountData.checkOwn(requester, user);
        if (content.hasNonNull("order") && !content.get("order").isNumber()) {
            throw MatrixException.badJson("'order' must be a number, from 0 for the first to 1 for the last.");
        }
        if (tag.isEmpty() || tag.length() > MAX_TAG) {
            throw MatrixException.invalidParam("A tag has 1 to " + MAX_TAG + " characters.");
        }
        change(user, room, tags -> tags.set(tag, content));
    }

    /**
     * Takes a tag from a room that may have it.
     *
     * @throws MatrixException {@code M_FORBIDDEN} if it is somebody else's
     */
    public void remove(Requester requester, UserId user, RoomId room, String tag) {
        AccountData.checkOwn(requester, user);
        change(user, room, tags -> tags.remove(tag));
    }

    private void change(UserId user, RoomId room, Consumer<ObjectNode> edit) {
        locks.during(user, () -> {
            ObjectNode before = read(user, room);
            ObjectNode after = before.deepCopy();
            edit.accept((ObjectNode) after.get(TAGS));
            if (!after.equals(before)) {
                storage.write(List.of(new Change.AccountDataSet(user, Optional.of(room), TYPE, after)));
            }
            return null;
        });
    }

    private ObjectNode read(UserId user, RoomId room) {
        ObjectNode content = JsonTree.object();
        content.set(TAGS, storage.read(snapshot -> snapshot.ofAccounts().accountData(user, Optional.of(room), TYPE))
                .map(row -> row.content().path(TAGS)).filter(ObjectNode.class::isInstance)
                .orElseGet(JsonTree::object));
        return content;
    }
}
