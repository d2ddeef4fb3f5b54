package dev.vestibule.server.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.vestibule.server.ServerConfig;
import dev.vestibule.server.TestClient;
import dev.vestibule.server.VestibuleServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Going on with one group of what a search has found. */
class GroupTokenTest {
    private VestibuleServer server;
    private TestClient alice;
    private final List<String> rooms = new ArrayList<>();
    private final List<String> said = new ArrayList<>();

    @BeforeEach
    void start() {
        server = VestibuleServer.start(ServerConfig.inMemory());
        alice = TestClient.anonymous(server).register("alice");
        rooms.add(alice.post("/createRoom", "{}").text("room_id"));
        rooms.add(alice.post("/createRoom", "{}").text("room_id"));
        for (int i = 0; i < 10; i++) {
            String event = alice.put("/rooms/" + rooms.get(i % 2) + "/send/m.room.message/" + i,
                    "{\"body\": \"needle\"}").text("event_id");
            if (i % 2 == 0) {
                said.add(event);
            }
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private JsonNode search(String order, JsonNode token) {
        return alice.post("/search" + (token.isTextual() ? "?next_batch=" + token.asText() : ""),
                "{\"search_categories\": {\"room_events\": {\"search_term\": \"needle\", \"order_by\": \"" + order
                        + "\", \"filter\": {\"limit\": 2}, \"groupings\": {\"group_by\": [{\"key\": \"room_id\"}]}}}}")
                .expectSuccess().body().at("/search_categories/room_events");
    }

    @ParameterizedTest
    @DisplayName("7.37 a group's token goes on behind what was told of the group, not of all")
    @ValueSource(strings = {"recent", "rank"})
    void goesOn(String order) {
        JsonNode first = search(order, MissingNode.getInstance());
        JsonNode page = search(order, first.path("next_batch"));
        List<String> found = new ArrayList<>();
        List.of(first, page).forEach(told -> told.path("groups").path("room_id").path(rooms.getFirst())
                .path("results").forEach(event -> found.add(event.asText())));
        assertThat(found).containsExactly(said.get(4), said.get(3));
        for (JsonNode token = next(page); token.isTextual(); token = next(page)) {
            assertThat(found).hasSizeLessThan(said.size());
            page = search(order, token);
            page.path("results").forEach(result -> found.add(result.at("/result/event_id").asText()));
        }
        assertThat(found).isEqualTo(said.reversed());
    }

    private JsonNode next(JsonNode page) {
        return page.path("groups").path("room_id").path(rooms.getFirst()).path("next_batch");
    }
}
