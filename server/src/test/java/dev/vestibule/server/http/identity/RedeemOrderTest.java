package dev.vestibule.server.http.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.IdentityConfig;
import dev.vestibule.server.ServerConfig;
import dev.vestibule.server.TestClient;
import dev.vestibule.server.TestClient.Response;
import dev.vestibule.server.VestibuleServer;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is looked at first when an invite by address is redeemed whose keys do not count any longer. */
class RedeemOrderTest {
    private static final String V2 = "/_matrix/identity/v2";
    private static final String HOOKS = "/_vestibule/identity";

    private VestibuleServer server;
    private TestClient alice;
    private TestClient bob;
    private String room;
    private ObjectNode signed;

    @BeforeEach
    void start() {
        server = VestibuleServer.start(ServerConfig.inMemory().withIdentity(IdentityConfig.BUNDLED));
        alice = TestClient.anonymous(server).register("alice");
        bob = TestClient.anonymous(server).register("bob");
        room = alice.post("/createRoom", "{\"preset\": \"private_chat\"}").text("room_id");
        JsonNode openId = alice.post("/user/@alice:localhost/openid/request_token", "{}").body();
        String token = alice.post(V2 + "/account/register", openId.toString()).text("token");
        alice.post("/rooms/" + room + "/invite", """
                {"id_server": "%s", "id_access_token": "%s", "medium": "email", "address": "b@example.com"}"""
                .formatted(URI.create(server.url()).getAuthority(), token))
                .expectSuccess();
        JsonNode mail = alice.get(HOOKS + "/mailbox?address=b@example.com").body().at("/invites/0");
        signed = (ObjectNode) alice.with(token).post(V2 + "/sign-ed25519",
                JsonTree.object().put("mxid", "@bob:localhost").put("token", mail.path("token").asText())
                        .put("private_key", mail.path("private_key").asText()).toString())
                .body();
        alice.post(HOOKS + "/rotate_keys", "{}").expectSuccess();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest(name = "6.3.5 another {0} is refused before the keys are asked for")
    @CsvSource({"sender, @carol:localhost", "mxid, @carol:localhost", "token, unknown"})
    void another(String key, String value) {
        assertRefusedByRule(join(signed.put(key, value)));
    }

    @Test
    @DisplayName("6.3.5 who is banned is told so before the keys are asked for, in a join and in a member event")
    void banned() {
        alice.post("/rooms/" + room + "/ban", "{\"user_id\": \"@bob:localhost\"}").expectSuccess();
        assertRefusedByRule(join(signed));
        ObjectNode content = JsonTree.object().put("membership", "invite");
        content.putObject("third_party_invite").put("display_name", "b...").set("signed", signed);
        assertRefusedByRule(alice.put("/rooms/" + room + "/state/m.room.member/@bob:localhost", content.toString()));
    }

    @Test
    @DisplayName("6.3.5 who fulfils the rules is told that the keys do not count")
    void keys() {
        assertThat(join(signed).text("error")).contains("no longer valid");
    }

    private Response join(ObjectNode proof) {
        return bob.post("/rooms/" + room + "/join", "{\"third_party_signed\": " + proof + "}");
    }

    private static void assertRefusedByRule(Response answer) {
        assertThat(answer.outcome()).isEqualTo("403 M_FORBIDDEN");
        assertThat(answer.text("error")).doesNotContain("no longer valid");
    }
}
