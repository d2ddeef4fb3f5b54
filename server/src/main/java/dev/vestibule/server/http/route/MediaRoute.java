package dev.vestibule.server.http.route;

import static dev.vestibule.server.http.route.Access.ANYONE;
import static dev.vestibule.server.http.route.Access.USER;
import static dev.vestibule.server.http.route.BodyRule.CONTENT;
import static dev.vestibule.server.http.route.BodyRule.NONE;
import static dev.vestibule.server.http.route.Endpoint.client;
import static dev.vestibule.server.http.route.Method.GET;
import static dev.vestibule.server.http.route.Method.POST;
import static dev.vestibule.server.http.route.Prefix.MEDIA;
import static dev.vestibule.server.http.route.Prefix.setOf;

/** Files. */
public enum MediaRoute implements Route {
    UPLOAD(client(POST, MEDIA, "/upload", USER, CONTENT, "post_matrixmediav3upload")),
    CONFIG(client(GET, setOf(Prefix.V1), "/media/config", USER, NONE, "get_matrixclientv1mediaconfig")),
    DOWNLOAD(client(GET, setOf(Prefix.V1), "/media/download/{serverName}/{mediaId}", USER, NONE,
            "get_matrixclientv1mediadownloadservernamemediaid")),
    DOWNLOAD_NAMED(client(GET, setOf(Prefix.V1), "/media/download/{serverName}/{mediaId}/{fileName}", USER, NONE,
            "get_matrixclientv1mediadownloadservernamemediaidfilename")),
    THUMBNAIL(client(GET, setOf(Prefix.V1), "/media/thumbnail/{serverName}/{mediaId}", USER, NONE,
            "get_matrixclientv1mediathumbnailservernamemediaid")),

    // Deprecated, but part of the versions that are offered. Downloads asked for no token.
    CONFIG_OLD(client(GET, MEDIA, "/config", USER, NONE, "get_matrixmediav3config")),
    DOWNLOAD_OLD(client(GET, MEDIA, "/download/{serverName}/{mediaId}", ANYONE, NONE,
            "get_matrixmediav3downloadservernamemediaid")),
    DOWNLOAD_NAMED_OLD(client(GET, MEDIA, "/download/{serverName}/{mediaId}/{fileName}", ANYONE, NONE,
            "get_matrixmediav3downloadservernamemediaidfilename")),
    THUMBNAIL_OLD(client(GET, MEDIA, "/thumbnail/{serverName}/{mediaId}", ANYONE, NONE,
            "get_matrixmediav3thumbnailservernamemediaid"));

    // Never changed: a record of values.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Endpoint endpoint;

    MediaRoute(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }
}
