package dev.vestibule.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.server.TestClient.Response;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundled identity server, killed in the middle of its work. */
class IdentityKillTest {
    private static final int CLIENTS = 4;
    private static final int INVITES_BEFORE_THE_KILL = 40;
    /** H2 once forgot what was written after six to eight kills. */
    private static final int ROUNDS = 12;
    private static final String V2 = "/_matrix/identity/v2";
    private static final String HOOKS = "/_vestibule/identity";

    @TempDir
    private Path directory;

    @Test
    @DisplayName("6.6 tokens, invites and owners of addresses that were acknowledged are there after kill -9, keys too")
    void acknowledgedSurvives() throws Exception {
        String token;
        String key;
        List<List<String>> acknowledged = new ArrayList<>();
        try (ServerProcess server = start(); ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            TestClient alice = TestClient.at(server.url()).register("alice");
            JsonNode openId = alice.post("/user/@alice:localhost/openid/request_token", "{}").body();
            token = alice.post(V2 + "/account/register", openId.toString()).text("token");
            key = alice.post(HOOKS + "/rotate_keys", "{}").text("public_key");
            CountDownLatch enough = new CountDownLatch(INVITES_BEFORE_THE_KILL);
            List<Future<List<String>>> running = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                String name = "client" + i;
                running.add(many.submit(() -> inviteUntilKilled(alice.with(token), name, enough)));
            }
            assertThat(enough.await(60, TimeUnit.SECONDS)).as("the server works").isTrue();
            server.process().destroyForcibly().waitFor();
            for (Future<List<String>> each : running) {
                acknowledged.add(each.get());
            }
        }
        try (ServerProcess server = start()) {
            TestClient alice = TestClient.at(server.url()).with(token);
            assertThat(alice.get(V2 + "/account").text("user_id")).isEqualTo("@alice:localhost");
            assertThat(alice.get(V2 + "/pubkey/ed25519:1").text("public_key")).isEqualTo(key);
            for (int i = 0; i < CLIENTS; i++) {
                compare(alice, "client" + i, acknowledged.get(i));
            }
            assertThat(server.stop()).isZero();
        }
    }

    @Test
    @DisplayName("6.6 one address bound and one invite kept between two kills -9 are there after all of them")
    void littleSurvivesManyKills() throws Exception {
        String token = "";
        List<String> tokens = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            try (ServerProcess server = start()) {
                TestClient alice = TestClient.at(server.url());
                if (round == 0) {
                    JsonNode openId = alice.register("alice").post("/user/@alice:localhost/openid/request_token", "{}")
                            .body();
                    token = alice.post(V2 + "/account/register", openId.toString()).text("token");
                }
                compare(alice.with(token), "client", tokens);
                tokens.add(inviteAndBind(alice.with(token), "client", round));
                server.process().destroyForcibly().waitFor();
            }
        }
        try (ServerProcess server = start()) {
            compare(TestClient.at(server.url()).with(token), "client", tokens);
            assertThat(server.stop()).isZero();
        }
    }

    private ServerProcess start() throws Exception {
        return ServerProcess.start(directory, Map.of(), "--port", "0", "--data", directory.resolve("data").toString(),
                "--identity-server", "on");
    }

    /** Keeps an invite for an address and makes the address somebody's, again and again; returns the tokens. */
    private static List<String> inviteUntilKilled(TestClient alice, String name, CountDownLatch enough) {
        List<String> tokens = new ArrayList<>();
        while (true) {
            try {
                tokens.add(inviteAndBind(alice, name, tokens.size()));
            } catch (UncheckedIOException killed) {
                return tokens;
            }
            enough.countDown();
        }
    }

    private static String inviteAndBind(TestClient alice, String name, int number) {
        String address = name + "-" + number + "@example.com";
        Response kept = alice.post(V2 + "/store-invite", """
                {"medium": "email", "address": "%s", "room_id": "!room:localhost", "sender": "@alice:localhost"}"""
                .formatted(address));
        alice.post(HOOKS + "/bind", """
                {"medium": "email", "address": "%s", "mxid": "@%s:localhost"}""".formatted(address, name))
                .expectSuccess();
        return kept.text("token");
    }

    private static void compare(TestClient alice, String name, List<String> tokens) {
        String pepper = alice.get(V2 + "/hash_details").text("lookup_pepper");
        for (int i = 0; i < tokens.size(); i++) {
            String address = name + "-" + i + "@example.com";
            assertThat(alice.get(HOOKS + "/mailbox?address=" + address).body().at("/invites/0/token").asText())
                    .isEqualTo(tokens.get(i));
            ObjectNode found = (ObjectNode) alice.post(V2 + "/lookup", """
                    {"algorithm": "none", "pepper": "%s", "addresses": ["%s email"]}""".formatted(pepper, address))
                    .body().path("mappings");
            assertThat(found.path(address + " email").asText()).isEqualTo("@" + name + ":localhost");
        }
    }
}
