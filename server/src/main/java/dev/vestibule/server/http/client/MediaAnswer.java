package dev.vestibule.server.http.client;

import dev.vestibule.server.http.Answer;
import dev.vestibule.server.media.Media;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a file is handed out: as what it is said to be, but in a way that no browser runs it as part of this server's
 * pages.
 */
final class MediaAnswer {
    /** What a browser may show; everything else it is asked to save. */
    private static final Set<String> SHOWN = Set.of("text/css", "text/plain", "text/csv", "application/json",
            "application/ld+json", "image/jpeg", "image/gif", "image/png", "image/apng", "image/webp", "image/avif",
            "video/mp4", "video/webm", "video/ogg", "video/quicktime", "audio/mp4", "audio/webm", "audio/aac",
            "audio/mpeg", "audio/ogg", "audio/wave", "audio/wav", "audio/x-wav", "audio/x-pn-wav", "audio/flac",
            "audio/x-flac");

    private static final String POLICY = "sandbox; default-src 'none'; script-src 'none'; "
            + "plugin-types application/pdf; style-src 'unsafe-inline'; media-src 'self'; object-src 'self';";

    private MediaAnswer() {}

    /**
     * 200 with a file.
     *
     * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#serving-inline-content">Serving inline content</a>
     */
    static Answer of(Media media, Optional<String> fileName) {
        return new Answer(200, new Answer.Body.Content(media.contentType(), media.content()), Map.of(
                "Content-Disposition", disposition(media.contentType(), fileName),
                "Content-Security-Policy", POLICY,
                "Cross-Origin-Resource-Policy", "cross-origin",
                "X-Content-Type-Options", "nosniff"));
    }

    private static String disposition(String contentType, Optional<String> fileName) {
        int end = contentType.indexOf(';');
        String type = (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        return (SHOWN.contains(type) ? "inline" : "attachment") + fileName.map(MediaAnswer::parameter).orElse("");
    }

    /** A name of plain letters as it is, any other in the encoding of RFC 8187. */
    private static String parameter(String name) {
        return name.matches("[A-Za-z0-9 ._-]+")
                ? "; filename=\"" + name + "\""
                : "; filename*=utf-8''" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20")
                        .replace("*", "%2A");
    }
}
