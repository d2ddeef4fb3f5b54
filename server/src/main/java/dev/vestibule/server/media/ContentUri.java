package dev.vestibule.server.media;

import dev.vestibule.authz.id.ServerName;
import java.util.Objects;

/**
 * Where something that was uploaded is found, from any server: {@code mxc://localhost/AbCd}.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#matrix-content-mxc-uris">Matrix content URIs</a>
 */
public record ContentUri(ServerName server, String mediaId) {
    public ContentUri {
        Objects.requireNonNull(server, "server");
        Objects.requireNonNull(mediaId, "mediaId");
    }

    @Override
    public String toString() {
        return "mxc://" + server + "/" + mediaId;
    }
}
