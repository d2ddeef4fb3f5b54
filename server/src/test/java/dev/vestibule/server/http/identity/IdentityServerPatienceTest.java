package dev.vestibule.server.http.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.vestibule.authz.event.SigningKey;
import dev.vestibule.authz.id.ServerName;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.IdentityConfig;
import dev.vestibule.server.ServerConfig;
import dev.vestibule.server.TestClient;
import dev.vestibule.server.TestClient.Response;
import dev.vestibule.server.VestibuleServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Requests that take many questions, and an identity server that takes questions and never answers. */
class IdentityServerPatienceTest {
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer silent;
    private String idServer;
    private VestibuleServer server;
    private TestClient alice;

    @BeforeEach
    void start() throws IOException {
        silent = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        silent.setExecutor(waiting);
        silent.createContext("/", exchange -> {
            asked.incrementAndGet();
            try {
                end.await();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        silent.start();
        idServer = "localhost:" + silent.getAddress().getPort();
        server = VestibuleServer.start(ServerConfig.inMemory().withIdentity(new IdentityConfig(false,
                Set.of(ServerName.parse(idServer)), Optional.empty(), Duration.ofMillis(500))));
        alice = TestClient.anonymous(server).register("alice");
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.close();
        silent.stop(0);
        waiting.close();
    }

    @Test
    @DisplayName("6.1.11 an address is looked up until the deadline, and the answer names who was silent")
    void invite() {
        String room = alice.post("/createRoom", "{}").text("room_id");
        Response answer = alice.post("/rooms/" + room + "/invite", invite("bob"));
        assertThat(answer.outcome()).isEqualTo("400 M_UNKNOWN");
        assertThat(answer.text("error")).contains(idServer, "Try again later");
    }

    @Test
    @DisplayName("6.1.11 createRoom waits once for all its addresses, and makes no room")
    void createRoom() {
        List<String> invites = List.of(invite("bob"), invite("carol"), invite("dave"));
        Response answer = alice.post("/createRoom", "{\"invite_3pid\": " + invites + "}");
        assertThat(answer.outcome()).isEqualTo("400 M_UNKNOWN");
        assertThat(asked.get()).isLessThanOrEqualTo(1);
        assertThat(alice.get("/joined_rooms").texts("joined_rooms")).isEmpty();
    }

    @Test
    @DisplayName("6.5.1 a notice of many invites waits once for all of them: who is silent is not asked again and again")
    void onBind() {
        String room = alice.post("/createRoom", "{}").text("room_id");
        SigningKey key = SigningKey.generate("ed25519:1", new SecureRandom());
        alice.put("/rooms/" + room + "/state/m.room.third_party_invite/abc", """
                {"display_name": "b", "public_key": "%s", "key_validity_url": "http://%s/valid"}"""
                .formatted(key.publicKey(), idServer)).expectSuccess();
        var signed = JsonTree.object().put("mxid", "@bob:localhost").put("token", "abc");
        key.sign(signed, ServerName.parse("id.example"));
        String invite = """
                {"medium": "email", "address": "b@x", "mxid": "@bob:localhost", "sender": "@alice:localhost",
                 "room_id": "%s", "signed": %s}""".formatted(room, signed);
        Response answer = TestClient.anonymous(server).put("/_matrix/federation/v1/3pid/onbind", """
                {"medium": "email", "address": "b@x", "mxid": "@bob:localhost", "invites": %s}"""
                .formatted(Collections.nCopies(40, invite)));
        assertThat(answer.outcome()).isEqualTo("200");
        assertThat(asked.get()).isLessThanOrEqualTo(1);
        assertThat(alice.get("/rooms/" + room + "/state/m.room.member/@bob:localhost").status()).isEqualTo(404);
    }

    private String invite(String name) {
        return """
                {"id_server": "%s", "id_access_token": "t", "medium": "email", "address": "%s@example.com"}"""
                .formatted(idServer, name);
    }
}
