package dev.vestibule.server.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.server.ServerConfig;
import dev.vestibule.server.TestClient;
import dev.vestibule.server.VestibuleServer;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** More results than one search ends with. */
class ManyResultsTest {
    private static final int EVENTS = 1050;

    private static VestibuleServer server;
    private static TestClient alice;

    @BeforeAll
    static void start() {
        server = VestibuleServer.start(ServerConfig.inMemory());
        alice = TestClient.anonymous(server).register("alice");
        alice.post("/createRoom", "{\"initial_state\": [" + IntStream.range(0, EVENTS)
                .mapToObj(key -> "{\"type\": \"m.room.name\", \"state_key\": \"" + key
                        + "\", \"content\": {\"name\": \"needle " + "x ".repeat(key % 7) + "\"}}")
                .collect(Collectors.joining(",")) + "]}").expectSuccess();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @DisplayName("7.37 every result is told once, page by page, however many there are")
    @ValueSource(strings = {"recent", "rank"})
    void everyResultOnce(String order) {
        String body = "{\"search_categories\": {\"room_events\": {\"search_term\": \"needle\", \"order_by\": \"" + order
                + "\", \"filter\": {\"limit\": 100}, \"groupings\": {\"group_by\": [{\"key\": \"sender\"}]}}}}";
        Set<String> found = new HashSet<>();
        String path = "/search";
        int told = 0;
        for (int pages = 0; !path.isEmpty(); pages++) {
            assertThat(pages).isLessThan(15);
            JsonNode answer = alice.post(path, body).expectSuccess().body().at("/search_categories/room_events");
            answer.path("results").forEach(result -> found.add(result.at("/result/event_id").asText()));
            told += answer.path("results").size();
            JsonNode next = answer.path("next_batch");
            assertThat(answer.path("groups").path("sender").path("@alice:localhost").has("next_batch"))
                    .isEqualTo(next.isTextual());
            path = next.isTextual() ? "/search?next_batch=" + next.asText() : "";
        }
        assertThat(found).hasSize(EVENTS);
        assertThat(told).isEqualTo(EVENTS);
    }
}
