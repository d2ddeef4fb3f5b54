package dev.vestibule.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.server.ServerConfig;
import dev.vestibule.server.TestClient;
import dev.vestibule.server.VestibuleServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How much one user may ask of every event by push rules. */
class PushRuleLimitsTest {
    private VestibuleServer server;
    private TestClient alice;

    @BeforeEach
    void start() {
        server = VestibuleServer.start(ServerConfig.inMemory());
        alice = TestClient.anonymous(server).register("alice");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private TestClient.Response put(String kind, String ruleId, String rule) {
        return alice.put("/pushrules/global/" + kind + "/" + ruleId, rule);
    }

    @Test
    @DisplayName("7.15 a user has so many rules of a kind, of which each can still be changed")
    void rules() {
        String rule = "{\"actions\": [], \"pattern\": \"x\"}";
        for (int i = 0; i < 200; i++) {
            put("content", "rule" + i, rule).expectSuccess();
        }
        assertThat(put("content", "more", rule).outcome()).isEqualTo("400 M_INVALID_PARAM");
        put("content", "rule7", "{\"actions\": [], \"pattern\": \"y\"}").expectSuccess();
        put("override", "other", "{\"actions\": [], \"conditions\": []}").expectSuccess();
        alice.delete("/pushrules/global/content/rule7").expectSuccess();
        put("content", "more", rule).expectSuccess();
    }

    @Test
    @DisplayName("7.15 a rule is of a length that can be looked for in every event")
    void length() {
        String pattern = "\"pattern\": \"" + "*a".repeat(2000) + "\"";
        assertThat(put("content", "long", "{\"actions\": [], " + pattern + "}").outcome())
                .isEqualTo("400 M_INVALID_PARAM");
        assertThat(put("override", "long", "{\"actions\": [], \"conditions\": [{\"kind\": \"event_match\", "
                + "\"key\": \"content.body\", " + pattern + "}]}").outcome()).isEqualTo("400 M_INVALID_PARAM");
    }
}
