package dev.vestibule.server.media;

import dev.vestibule.authz.id.ServerName;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.Change;
import dev.vestibule.storage.Storage;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A user uploads a file.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#post_matrixmediav3upload">upload</a>
 */
public final class UploadMedia {
    /** How many bytes a file may have. */
    public static final int MAX_BYTES = 10 << 20;

    private static final int LONGEST_CONTENT_TYPE = 255;
    private static final int LONGEST_NAME = 1024;
    /** Nobody guesses it: who knows the URI may read. */
    private static final int MEDIA_ID_BYTES = 18;

    private final Storage storage;
    private final ServerName serverName;
    private final RandomGenerator random;

    /** @param random cryptographically strong */
    public UploadMedia(Storage storage, ServerName serverName, RandomGenerator random) {
        this.storage = storage;
        this.serverName = serverName;
        this.random = random;
    }

    /**
     * Keeps a file of at most {@link #MAX_BYTES}.
     *
     * @throws MatrixException 400 {@code M_INVALID_PARAM} if the name or the content type is too long
     */
    public ContentUri upload(Requester requester, Media media) {
        check("content type", media.contentType(), LONGEST_CONTENT_TYPE);
        media.fileName().ifPresent(name -> check("file name", name, LONGEST_NAME));
        byte[] id = new byte[MEDIA_ID_BYTES];
        random.nextBytes(id);
        String mediaId = Base64.getUrlEncoder().withoutPadding().encodeToString(id);
        storage.write(List.of(new Change.MediaStored(mediaId, requester.user(), media.contentType(), media.fileName(),
                ByteBuffer.wrap(media.content()))));
        return new ContentUri(serverName, mediaId);
    }

    private static void check(String what, String text, int longest) {
        if (text.length() > longest || text.indexOf('\0') >= 0) {
            throw MatrixException.invalidParam(
                    "A " + what + " has at most " + longest + " characters, none of them NUL.");
        }
    }
}
