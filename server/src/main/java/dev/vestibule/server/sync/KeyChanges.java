package dev.vestibule.server.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.view.StreamToken;
import dev.vestibule.storage.Storage;

/**
 * Tells a client that was away whose devices it has to ask for anew. What happened after the place where it wants to stop
 * is told, too: its next sync tells it again.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#get_matrixclientv3keyschanges">keys/changes</a>
 */
public final class KeyChanges {

    private final Storage storage;

    public KeyChanges(Storage storage) {
        this.storage = storage;
    }

    /** {@code {"changed", "left"}} since a place in the stream. */
    public ObjectNode since(UserId reader, StreamToken from) {
        return storage.read(snapshot -> DeviceSections.lists(snapshot, reader, from.position(),
                MemberMoves.of(snapshot, reader, from.position())));
    }
}
