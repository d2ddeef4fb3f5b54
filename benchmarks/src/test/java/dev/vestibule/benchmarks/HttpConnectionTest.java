package dev.vestibule.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HttpConnectionTest {

    private static final String EMPTY_200 = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private ServerSocket server;
    private HomeserverUrl url;
    private HttpConnection connection;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        url = HomeserverUrl.loopback(server.getLocalPort());
        connection = new HttpConnection(url, Duration.ofSeconds(20));
    }

    @AfterEach
    void close() throws IOException {
        connection.close();
        server.close();
        threads.close();
    }

    @Test
    @DisplayName("two requests go over one connection, and the bodies are told apart by their length")
    void keepsTheConnection() throws Exception {
        Future<Integer> served = serve(List.of(
                List.of("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}",
                        "HTTP/1.1 403 Forbidden\r\nContent-Length: 3\r\n\r\nabc")));

        assertThat(get().toString()).isEqualTo("200 {}");
        assertThat(get().toString()).isEqualTo("403 abc");
        assertThat(served.get()).isEqualTo(1);
    }

    @Test
    @DisplayName("a chunked body is put together, and the next answer is found behind it")
    void readsChunks() throws Exception {
        Future<Integer> served = serve(List.of(List.of(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n{\"a\"\r\nB;x=y\r\n:123456789}\r\n0\r\nTrailer: t\r\n\r\n",
                EMPTY_200)));

        assertThat(get().json().path("a").asLong()).isEqualTo(123456789);
        assertThat(get().status()).isEqualTo(200);
        assertThat(served.get()).isEqualTo(1);
    }

    @Test
    @DisplayName("a body longer than the buffer is read whole")
    void readsLongBodies() throws Exception {
        Future<Integer> served = serve(
                List.of(List.of("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + "x".repeat(100_000))));

        assertThat(get().bodyLength()).isEqualTo(100_000);
        assertThat(served.get()).isEqualTo(1);
    }

    @Test
    @DisplayName("a kept connection that the server has closed is opened again")
    void opensAgain() throws Exception {
        Future<Integer> served = serve(List.of(List.of(EMPTY_200), List.of(EMPTY_200)));

        assertThat(get().status()).isEqualTo(200);
        assertThat(get().status()).isEqualTo(200);
        assertThat(served.get()).isEqualTo(2);
    }

    @Test
    @DisplayName("a server that hangs up in the middle of an answer is not asked again")
    void failsInTheMiddle() throws Exception {
        Future<Integer> served = serve(List.of(List.of("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}")));

        assertThatThrownBy(this::get).isInstanceOf(IOException.class).hasMessageContaining("in the middle");
        assertThat(served.get()).isEqualTo(1);
    }

    @Test
    @DisplayName("a silent server is given up after the timeout")
    void timesOut() throws Exception {
        try (HttpConnection impatient = new HttpConnection(url, Duration.ofMillis(50))) {
            assertThatThrownBy(() -> impatient.exchange(Request.get(url, "/", "")))
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    private Answer get() throws IOException {
        return connection.exchange(Request.get(url, "/", "token"));
    }

    /** Accepts a connection for each list, answers one request with each text, then hangs up; gives the connections. */
    private Future<Integer> serve(List<List<String>> connections) {
        Callable<Integer> serving = () -> {
            for (List<String> answers : connections) {
                try (Socket socket = server.accept()) {
                    for (String answer : answers) {
                        readRequest(socket.getInputStream());
                        socket.getOutputStream().write(answer.getBytes(UTF_8));
                    }
                }
            }
            return connections.size();
        };
        return threads.submit(serving);
    }

    private static void readRequest(InputStream in) throws IOException {
        StringBuilder request = new StringBuilder();
        while (request.indexOf("\r\n\r\n") < 0) {
            request.append((char) in.read());
        }
    }
}
