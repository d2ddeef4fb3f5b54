package dev.vestibule.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.vestibule.server.http.route.ServerRoute;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** Listening, failing and stopping. */
@Isolated
class HttpServerTest {
    static List<Supplier<Throwable>> failures() {
        return List.of(() -> new IllegalStateException("the inside"), () -> new NoClassDefFoundError("the inside"),
                () -> new StackOverflowError("the inside"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    @DisplayName("2.1 a failure of the server is 500 M_UNKNOWN with a request ID and nothing of the inside, logged once")
    void failure(Supplier<Throwable> failure) throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger(HttpServer.class);
        logger.setAdditive(false);
        logger.addAppender(log);
        Handler broken = call -> {
            switch (failure.get()) {
                case RuntimeException exception -> throw exception;
                case Error error -> throw error;
                case Throwable checked -> throw new AssertionError("no handler can throw it", checked);
            }
        };
        try (EchoServer server = new EchoServer(Map.of(ServerRoute.VERSIONS, broken))) {
            RawResponse response = server.send("GET /_matrix/client/versions");
            assertThat(response.outcome()).isEqualTo("500 M_UNKNOWN");
            assertThat(response.json().path("dev.vestibule.request_id").asText()).hasSize(16);
            assertThat(response.body()).doesNotContain("the inside");
            assertThat(response.headers()).containsEntry("access-control-allow-origin", "*");
            assertThat(log.list).singleElement()
                    .extracting(ILoggingEvent::getFormattedMessage).asString()
                    .contains(response.json().path("dev.vestibule.request_id").asText());
        } finally {
            logger.detachAppender(log);
            logger.setAdditive(true);
        }
    }

    @Test
    @DisplayName("stopping lets a request that is being answered get its answer")
    void stopAnswers() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        Handler slow = call -> {
            asked.countDown();
            await(answer);
            return Answer.empty();
        };
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            EchoServer server = new EchoServer(Map.of(ServerRoute.VERSIONS, slow));
            Future<RawResponse> response = threads.submit(() -> server.send("GET /_matrix/client/versions"));
            asked.await();
            Future<?> stop = threads.submit(server::close);
            answer.countDown();
            stop.get();
            assertThat(response.get().status()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("a port that is taken is one clear sentence")
    void portInUse() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(
                    () -> HttpServer.listen("127.0.0.1", taken.getLocalPort(), InstantSource.system(), new Random(1)))
                    .isInstanceOf(ListenException.class)
                    .hasMessage("Cannot listen on port " + taken.getLocalPort()
                            + " of 127.0.0.1: another process does already.");
        }
    }

    @Test
    @DisplayName("a route without a handler keeps the server from starting")
    void unboundRoute() {
        assertThatThrownBy(() -> Routes.binder().bind(ServerRoute.VERSIONS, _ -> Answer.empty()).complete())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("CAPABILITIES");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
