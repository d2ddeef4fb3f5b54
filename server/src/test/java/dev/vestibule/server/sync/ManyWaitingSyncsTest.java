package dev.vestibule.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.server.ServerConfig;
import dev.vestibule.server.TestClient;
import dev.vestibule.server.VestibuleServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A thousand clients that wait for news. */
@Isolated
class ManyWaitingSyncsTest {
    private static final int CLIENTS = 1000;
    private static final int MOST_THREADS = 60;
    /** Both ends of each connection are in this process: sockets, buffers, the request, its virtual thread. */
    private static final long MOST_BYTES_EACH = 100_000;

    @Test
    @DisplayName("5.5.6 a waiting sync takes kilobytes and no thread of the platform, and all of them wake")
    void waitCheaply() throws Exception {
        try (VestibuleServer server = VestibuleServer.start(ServerConfig.inMemory())) {
            TestClient alice = TestClient.anonymous(server).register("alice");
            String room = alice.post("/createRoom", "{}").text("room_id");
            String since = alice.get("/sync").text("next_batch");
            int threadsBefore = ManagementFactory.getThreadMXBean().getThreadCount();
            long heapBefore = heapInUse();
            List<Socket> waiting = new ArrayList<>();
            try {
                for (int i = 0; i < CLIENTS; i++) {
                    waiting.add(ask(URI.create(server.url()), alice.token(), since));
                }
                // Answered after the thousand were sent: they have arrived.
                alice.get("/account/whoami").expectSuccess();
                long heap = heapInUse() - heapBefore;
                int threads = ManagementFactory.getThreadMXBean().getThreadCount() - threadsBefore;
                assertThat(waiting.getLast().getInputStream().available()).isZero();
                assertThat(threads).isLessThan(MOST_THREADS);
                assertThat(heap / CLIENTS).isLessThan(MOST_BYTES_EACH);
                alice.put("/rooms/" + room + "/send/m.room.message/1", "{\"body\": \"wake up\"}").expectSuccess();
                for (Socket socket : waiting) {
                    assertThat(answer(socket)).contains("wake up");
                }
            } finally {
                for (Socket socket : waiting) {
                    socket.close();
                }
            }
        }
    }

    private static Socket ask(URI server, String token, String since) throws IOException {
        Socket socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout(60_000);
        socket.getOutputStream().write(("GET /_matrix/client/v3/sync?timeout=60000&since=" + since
                + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String answer(Socket socket) throws IOException {
        StringBuilder text = new StringBuilder();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                text.append(line);
            }
        }
        return text.toString();
    }

    private static long heapInUse() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
