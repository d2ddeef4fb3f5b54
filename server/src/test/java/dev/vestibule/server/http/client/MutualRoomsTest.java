package dev.vestibule.server.http.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.server.ServerConfig;
import dev.vestibule.server.TestClient;
import dev.vestibule.server.VestibuleServer;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Mutual rooms in the way clients ask that know them by their proposal, as the matrix-js-sdk does. */
class MutualRoomsTest {
    private static final String PROPOSED = "/_matrix/client/unstable/uk.half-shot.msc2666/user/mutual_rooms?user_id=";

    @Test
    @DisplayName("clients that go by the proposal's flag find the endpoint, and all pages by its names of the tokens")
    void proposed() {
        try (VestibuleServer server = VestibuleServer.start(ServerConfig.inMemory())) {
            TestClient alice = TestClient.anonymous(server).register("alice");
            TestClient bob = TestClient.anonymous(server).register("bob");
            JsonNode features = alice.get("/_matrix/client/versions").body().path("unstable_features");
            assertThat(features.path("uk.half-shot.msc2666.query_mutual_rooms").asBoolean()).isTrue();

            Set<String> shared = new HashSet<>();
            for (int room = 0; room < 101; room++) {
                String id = alice.post("/createRoom", "{\"preset\":\"public_chat\"}").text("room_id");
                bob.post("/join/" + id, "{}").expectSuccess();
                shared.add(id);
            }
            JsonNode first = bob.get(PROPOSED + "@alice:localhost").body();
            String token = first.path("next_batch_token").asText();
            JsonNode second = bob.get(PROPOSED + "@alice:localhost&batch_token=" + token).body();
            assertThat(second.has("next_batch_token")).isFalse();
            Set<String> found = new HashSet<>();
            first.path("joined").forEach(id -> found.add(id.asText()));
            second.path("joined").forEach(id -> found.add(id.asText()));
            assertThat(found).isEqualTo(shared);
        }
    }
}
