package dev.vestibule.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.server.ServerConfig;
import dev.vestibule.server.TestClient;
import dev.vestibule.server.VestibuleServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a sync may say beyond what is asked of every homeserver. */
class SyncFormsTest {
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

    @Test
    @DisplayName("5.5.2 who asks for the state at the end by its old name gets it under that name")
    void stateAfterByItsOldName() {
        String room = alice.post("/createRoom", "{}").text("room_id");
        JsonNode joined = alice.get("/sync?org.matrix.msc4222.use_state_after=true").body().at("/rooms/join")
                .path(room);
        assertThat(joined.path("org.matrix.msc4222.state_after").path("events")).hasSizeGreaterThan(4);
        assertThat(joined.has("state")).isFalse();
        assertThat(joined.has("state_after")).isFalse();
        JsonNode both = alice.get("/sync?use_state_after=true&org.matrix.msc4222.use_state_after=true").body()
                .at("/rooms/join").path(room);
        assertThat(both.has("state_after")).isTrue();
        assertThat(both.has("org.matrix.msc4222.state_after")).isFalse();
    }

    @Test
    @DisplayName("1.21.3 an invite that was kept back is told of as soon as invites are no longer blocked")
    void unblockedInvites() {
        TestClient bob = TestClient.anonymous(server).register("bob");
        String room = alice.post("/createRoom", "{\"invite\":[\"@bob:localhost\"]}").text("room_id");
        String permission = "/user/@bob:localhost/account_data/m.invite_permission_config";
        bob.put(permission, "{\"default_action\":\"block\"}").expectSuccess();
        JsonNode blocked = bob.get("/sync").body();
        assertThat(blocked.at("/rooms/invite").has(room)).isFalse();
        bob.put(permission, "{}").expectSuccess();
        JsonNode unblocked = bob.get("/sync?since=" + blocked.path("next_batch").asText()).body();
        assertThat(unblocked.at("/rooms/invite").path(room).at("/invite_state/events")).isNotEmpty();
        JsonNode later = bob.get("/sync?since=" + unblocked.path("next_batch").asText()).body();
        assertThat(later.path("rooms").isEmpty()).isTrue();
    }
}
