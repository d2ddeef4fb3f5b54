package dev.vestibule.server.http.identity;

import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * The HTTP client that asks other servers. Made when it is first needed, as most servers never ask anybody; it follows
 * no redirects, which could lead anywhere.
 */
public final class OutgoingHttp implements Supplier<HttpClient>, AutoCloseable {
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(5);

    private final Optional<SSLContext> trust;
    private HttpClient client;

    /** @param trust whose certificates are believed; empty for the JDK's own choice */
    public OutgoingHttp(Optional<SSLContext> trust) {
        this.trust = trust;
    }

    @Override
    public synchronized HttpClient get() {
        if (client == null) {
            HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(CONNECT_PATIENCE)
                    .followRedirects(Redirect.NEVER).executor(Executors.newVirtualThreadPerTaskExecutor());
            trust.ifPresent(builder::sslContext);
            client = builder.build();
        }
        return client;
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.shutdownNow();
        }
    }
}
