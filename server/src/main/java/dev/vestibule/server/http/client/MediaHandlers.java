package dev.vestibule.server.http.client;

import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.http.Answer;
import dev.vestibule.server.http.Call;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.route.MediaRoute;
import dev.vestibule.server.media.ContentUri;
import dev.vestibule.server.media.Media;
import dev.vestibule.server.media.ReadMedia;
import dev.vestibule.server.media.Thumbnails;
import dev.vestibule.server.media.UploadMedia;
import java.util.Optional;

/**
 * Files: uploaded, downloaded, and shown small.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#content-repository">Content repository</a>
 */
public record MediaHandlers(UploadMedia uploadMedia, ReadMedia readMedia, Thumbnails thumbnails) {

    /** Adds these handlers. */
    public void bind(Routes.Binder routes) {
        routes.bind(MediaRoute.UPLOAD, this::upload)
                .bind(MediaRoute.CONFIG, this::config).bind(MediaRoute.CONFIG_OLD, this::config)
                .bind(MediaRoute.DOWNLOAD, this::download).bind(MediaRoute.DOWNLOAD_OLD, this::download)
                .bind(MediaRoute.DOWNLOAD_NAMED, this::downloadNamed)
                .bind(MediaRoute.DOWNLOAD_NAMED_OLD, this::downloadNamed)
                .bind(MediaRoute.THUMBNAIL, this::thumbnail).bind(MediaRoute.THUMBNAIL_OLD, this::thumbnail);
    }

    private Answer upload(Call call) {
        Media media = new Media(call.contentType().orElse("application/octet-stream"), call.query("filename"),
                call.content(UploadMedia.MAX_BYTES));
        ContentUri uri = uploadMedia.upload(call.requester(), media);
        return Answer.ok(JsonTree.object().put("content_uri", uri.toString()));
    }

    private Answer config(Call call) {
        return Answer.ok(JsonTree.object().put("m.upload.size", UploadMedia.MAX_BYTES));
    }

    private Answer download(Call call) {
        Media media = readMedia.read(uri(call));
        return MediaAnswer.of(media, media.fileName());
    }

    private Answer downloadNamed(Call call) {
        return MediaAnswer.of(readMedia.read(uri(call)), Optional.of(call.path("fileName")));
    }

    private Answer thumbnail(Call call) {
        long width = call.queryNumber("width").orElseThrow(() -> MatrixException.missingParam("width"));
        long height = call.queryNumber("height").orElseThrow(() -> MatrixException.missingParam("height"));
        Thumbnails.Fit fit = switch (call.query("method").orElse("scale")) {
            case "scale" -> Thumbnails.Fit.SCALE;
            case "crop" -> Thumbnails.Fit.CROP;
            default -> throw MatrixException.invalidParam("'method' must be scale or crop.");
        };
        Media thumbnail = thumbnails.of(readMedia.read(uri(call)), width, height, fit);
        return MediaAnswer.of(thumbnail, thumbnail.fileName());
    }

    private static ContentUri uri(Call call) {
        return new ContentUri(call.serverName(), call.path("mediaId"));
    }
}
