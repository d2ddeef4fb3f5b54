package dev.vestibule.server.media;

import dev.vestibule.authz.id.ServerName;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.Storage;

/**
 * Finds what was uploaded here. Other servers are not asked.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#content-repository">Content repository</a>
 */
public final class ReadMedia {
    private final Storage storage;
    private final ServerName serverName;

    public ReadMedia(Storage storage, ServerName serverName) {
        this.storage = storage;
        this.serverName = serverName;
    }

    /**
     * Reads a file.
     *
     * @throws MatrixException 404 {@code M_NOT_FOUND} if there is none of that ID, or it is another server's
     */
    public Media read(ContentUri uri) {
        if (!uri.server().equals(serverName)) {
            throw MatrixException.notFound("This server does not fetch media of other servers, such as " + uri + ".");
        }
        return storage.read(snapshot -> snapshot.media(uri.mediaId()).map(row -> new Media(row.contentType(),
                row.fileName(), snapshot.content(row))))
                .orElseThrow(() -> MatrixException.notFound("There is nothing at " + uri + "."));
    }
}
