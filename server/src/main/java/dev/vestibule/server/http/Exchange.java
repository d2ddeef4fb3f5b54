package dev.vestibule.server.http;

import dev.vestibule.server.account.Requester;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** One HTTP exchange, as raw as it came; keeps who asked once that is known, for the access log. */
final class Exchange {
    private final Context context;
    private Optional<Requester> requester = Optional.empty();

    Exchange(Context context) {
        this.context = context;
    }

    String method() {
        return context.req().getMethod();
    }

    /** The path as it came, still encoded. */
    String rawPath() {
        return context.req().getRequestURI();
    }

    /** What stands behind the question mark, still encoded; null if there is none. */
    String rawQuery() {
        return context.req().getQueryString();
    }

    List<String> authorizationHeaders() {
        return Collections.list(context.req().getHeaders("Authorization"));
    }

    /** What the body claims to be; empty if it claims nothing. */
    Optional<String> contentType() {
        return Optional.ofNullable(context.req().getContentType());
    }

    InputStream body() {
        try {
            return context.req().getInputStream();
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }

    /** The scheme and what stands in the {@code Host} header; without that, the address the request came to. */
    String serverUrl() {
        String host = context.host();
        return context.scheme() + "://"
                + (host == null ? context.req().getLocalAddr() + ":" + context.req().getLocalPort() : host);
    }

    /** The address the request came from, as the network says it. */
    String remoteAddress() {
        return context.req().getRemoteAddr();
    }

    /** The program that sent the request; empty if it does not say. */
    String userAgent() {
        return Objects.requireNonNullElse(context.req().getHeader("User-Agent"), "");
    }

    Optional<Requester> requester() {
        return requester;
    }

    void setRequester(Optional<Requester> who) {
        requester = who;
    }
}
