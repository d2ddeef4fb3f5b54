package dev.vestibule.server.http;

import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.ValueTooLongException;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.util.JavalinException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens, hands every request to the {@link Pipeline} on a virtual thread of its own, and writes what comes back:
 * answer or error, JSON but for media, always with the CORS headers.
 */
public final class HttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final int MAX_HEADER_BYTES = 32 * 1024;
    /** How long requests that are being answered may still take when the server stops. */
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

    /** Connections that wait to be accepted. Of more at one moment some are reset, and Java would bear 50. */
    private static final int MAX_WAITING_CONNECTIONS = 1024;

    private static final String JSON = "application/json";

    private final CompletableFuture<Pipeline> pipeline = new CompletableFuture<>();
    private final InstantSource clock;
    private final RandomGenerator random;
    private final String host;
    private final InFlight inFlight = new InFlight();
    private volatile boolean stopping;
    private final Javalin javalin;

    private HttpServer(String host, int port, InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
        this.host = host;
        this.javalin = Javalin.create(config -> configure(config, port));
    }

    /**
     * Listens. Requests that come before {@link #serve} wait for it, so that whoever starts a server can open its
     * storage at the same time.
     *
     * @param host   the address to bind to
     * @param port   the port, 0 for any free one
     * @param random makes the IDs by which a failure is found in the log
     * @throws ListenException if the address cannot be bound to
     */
    public static HttpServer listen(String host, int port, InstantSource clock, RandomGenerator random) {
        HttpServer server = new HttpServer(host, port, clock, random);
        try {
            server.javalin.start();
        } catch (JavalinException failure) {
            throw ListenException.of(failure, host, port);
        }
        return server;
    }

    /** Begins to answer. */
    public void serve(Pipeline requests) {
        pipeline.complete(requests);
    }

    private void configure(JavalinConfig config, int port) {
        config.jetty.addConnector((server, http) -> connector(server, http, port));
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.http.defaultContentType = JSON;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.jetty.modifyHttpConfiguration(HttpServer::configureJetty);
        config.jetty.modifyServer(server -> {
            server.setErrorHandler(new JettyErrors());
            server.setHandler(inFlight);
        });
        config.jetty.modifyServletContextHandler(servlets -> {
            servlets.getServletHandler().setDecodeAmbiguousURIs(true);
            servlets.setErrorHandler(new JettyErrors());
        });
        // Routing is the pipeline's: it sees every request, of whatever method and path.
        config.routes.before(context -> {
            serve(context);
            context.skipRemainingHandlers();
        });
    }

    private ServerConnector connector(Server server, HttpConfiguration http, int port) {
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(host);
        connector.setPort(port);
        connector.setAcceptQueueSize(MAX_WAITING_CONNECTIONS);
        return connector;
    }

    /** Identifiers may hold any character, encoded or not: what Jetty finds ambiguous is decided by the route tree. */
    private static void configureJetty(HttpConfiguration http) {
        http.setUriCompliance(UriCompliance.UNSAFE);
        http.setRequestHeaderSize(MAX_HEADER_BYTES);
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
    }

    /** The port that is listened on. */
    public int port() {
        return javalin.port();
    }

    /** Where the server is reached, without a slash at the end. */
    public String url() {
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port();
    }

    /** Stops listening, lets what is being answered be answered, and ends open connections. */
    @Override
    public void close() {
        stopping = true;
        pipeline.cancel(false);
        for (Connector connector : javalin.jettyServer().server().getConnectors()) {
            ((ServerConnector) connector).close();
        }
        try {
            inFlight.awaitNone(STOP_PATIENCE);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        javalin.stop();
    }

    private void serve(Context context) {
        Cors.HEADERS.forEach(context::header);
        if (context.req().getMethod().equals("OPTIONS")) {
            context.status(204);
            return;
        }
        long start = clock.millis();
        Exchange exchange = new Exchange(context);
        Answer answer = answer(exchange);
        context.status(answer.status());
        answer.headers().forEach(context::header);
        context.contentType(answer.body().contentType());
        context.result(answer.body().bytes());
        AccessLog.record(exchange, answer.status(), clock.millis() - start);
    }

    private Answer answer(Exchange exchange) {
        try {
            if (stopping) {
                throw new CancellationException();
            }
            return pipeline.join().answer(exchange);
        } catch (MatrixException refused) {
            return Answer.of(refused);
        } catch (CancellationException stopped) {
            return Answer.of(new MatrixException(ErrorCode.UNKNOWN, "The server is stopping.").status(503));
        } catch (ValueTooLongException tooLong) {
            return Answer.of(new MatrixException(ErrorCode.TOO_LARGE, "Too large: " + tooLong.getMessage() + "."));
        } catch (RuntimeException | Error failure) {
            String requestId = HexFormat.of().toHexDigits(random.nextLong());
            LOG.error("Request {} failed: {} {}", requestId, exchange.method(), exchange.rawPath(), failure);
            return Answer.of(new MatrixException(ErrorCode.UNKNOWN,
                    "The server failed to answer. Its log tells more under the request ID " + requestId + ".")
                    .status(500)
                    .with("dev.vestibule.request_id", requestId));
        }
    }
}
