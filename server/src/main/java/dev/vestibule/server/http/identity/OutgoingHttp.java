package dev.vestibule.server.http.identity;

import dev.vestibule.server.identity.Deadline;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/**
 * The HTTP client that asks other servers. Made when it is first needed, as most servers never ask anybody; it follows
 * no redirects, which could lead anywhere.
 */
public final class OutgoingHttp implements AutoCloseable {
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MAX_BYTES = 64 << 10;

    private final Optional<SSLContext> trust;
    private HttpClient client;

    /** @param trust whose certificates are believed; empty for the JDK's own choice */
    public OutgoingHttp(Optional<SSLContext> trust) {
        this.trust = trust;
    }

    /**
     * Begins a request.
     *
     * @throws UnusableAddressException if none can be made of that address
     */
    static HttpRequest.Builder to(String url) throws UnusableAddressException {
        try {
            return HttpRequest.newBuilder(URI.create(url));
        } catch (IllegalArgumentException unusable) {
            throw new UnusableAddressException(url, unusable);
        }
    }

    /** There is no place of that address: an IPv4 address with a part above 255, for one. */
    static final class UnusableAddressException extends IOException {
        private static final long serialVersionUID = 1L;

        private UnusableAddressException(String url, IllegalArgumentException cause) {
            super(url + " is no address to ask at", cause);
        }
    }

    /**
     * Asks one question, and waits for the whole answer.
     *
     * @return an answer of at most 64 KiB
     * @throws IOException if none comes within ten seconds, or a longer one
     */
    HttpResponse<String> ask(HttpRequest request) throws IOException {
        return ask(request, PATIENCE);
    }

    /**
     * Asks one of several questions, and waits for the whole answer.
     *
     * @param deadline of all those questions
     * @return an answer of at most 64 KiB
     * @throws IOException if none comes within ten seconds and before the deadline, or a longer one
     */
    HttpResponse<String> ask(HttpRequest request, Deadline deadline) throws IOException {
        Duration left = deadline.left();
        if (left.isZero()) {
            throw new HttpTimeoutException("no time left to ask");
        }
        return ask(request, left.compareTo(PATIENCE) < 0 ? left : PATIENCE);
    }

    private HttpResponse<String> ask(HttpRequest request, Duration patience) throws IOException {
        // The request's own timeout would end with the headers, and leave the body all the time in the world.
        CompletableFuture<HttpResponse<String>> answer = begin(request);
        try {
            return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw new HttpTimeoutException("no answer within " + patience);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof IOException failure
                    ? failure
                    : new IOException(failed.getCause());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IOException("this server is stopping");
        } finally {
            answer.cancel(true);
        }
    }

    private CompletableFuture<HttpResponse<String>> begin(HttpRequest request) throws IOException {
        try {
            return client().sendAsync(request, _ -> new ShortBody(MAX_BYTES));
        } catch (IllegalArgumentException unusable) {
            // A port above 65535, for one.
            throw new IOException(unusable);
        }
    }

    private synchronized HttpClient client() {
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
