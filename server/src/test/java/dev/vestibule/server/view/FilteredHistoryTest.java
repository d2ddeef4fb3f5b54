package dev.vestibule.server.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.server.ServerConfig;
import dev.vestibule.server.TestClient;
import dev.vestibule.server.VestibuleServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters that few events or none pass, in a room with more events than are looked at for one page. */
class FilteredHistoryTest {
    private static final int EVENTS = 2500;

    private static VestibuleServer server;
    private static TestClient alice;
    private static String room;

    @BeforeAll
    static void start() {
        server = VestibuleServer.start(ServerConfig.inMemory());
        alice = TestClient.anonymous(server).register("alice");
        room = alice.post("/createRoom", "{\"initial_state\": [" + IntStream.range(0, EVENTS)
                .mapToObj(key -> "{\"type\": \"t\", \"state_key\": \"" + key + "\", \"content\": {}}")
                .collect(Collectors.joining(",")) + "]}").text("room_id");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @DisplayName("7.33 what a filter lets pass is found page by page, however far away, and there is an end")
    @ValueSource(strings = {"b", "f"})
    void farAway(String direction) {
        String wanted = direction.equals("b") ? "m.room.create" : "last";
        alice.put("/rooms/" + room + "/send/last/" + direction, "{}").expectSuccess();
        String path = messages("{\"types\": [\"" + wanted + "\"]}") + "&dir=" + direction;
        TestClient.Response page = alice.get(path).expectSuccess();
        assertThat(page.body().path("chunk")).isEmpty();
        String found = "";
        for (int pages = 0; page.body().has("end"); pages++) {
            assertThat(pages).isLessThan(3);
            page = alice.get(path + "&from=" + page.text("end")).expectSuccess();
            found += page.body().at("/chunk/0/type").asText();
        }
        assertThat(found).isEqualTo(wanted);
    }

    @Test
    @DisplayName("7.33 a filter chooses rooms")
    void notThisRoom() {
        assertThat(alice.get(messages("{\"not_rooms\": [\"" + room + "\"]}") + "&dir=b").body().path("chunk"))
                .isEmpty();
        assertThat(alice.get(messages("{\"rooms\": [\"" + room + "\"]}") + "&dir=b").body().path("chunk")).hasSize(10);
    }

    @ParameterizedTest
    @DisplayName("5.5.1 a timeline that nothing passes is limited, and the state is whole beside it")
    @ValueSource(strings = {"{\"types\": [], \"limit\": 0}", "{\"not_rooms\": [\"ROOM\"]}"})
    void emptyTimeline(String timeline) {
        JsonNode joined = alice.get("/sync?filter=" + encoded("{\"room\": {\"timeline\": "
                + timeline.replace("ROOM", room) + "}}")).expectSuccess().body().path("rooms").path("join").path(room);
        assertThat(joined.at("/timeline/events")).isEmpty();
        assertThat(joined.at("/timeline/limited").booleanValue()).isTrue();
        assertThat(joined.at("/state/events").size()).isGreaterThan(EVENTS);
    }

    @Test
    @DisplayName("5.5.1 a filter chooses of which rooms state is told")
    void noStateOfThisRoom() {
        JsonNode joined = alice.get("/sync?filter=" + encoded("{\"room\": {\"state\": {\"not_rooms\": [\"" + room
                + "\"]}}}")).expectSuccess().body().path("rooms").path("join").path(room);
        assertThat(joined.at("/state/events")).isEmpty();
        assertThat(joined.at("/timeline/events")).hasSize(10);
    }

    private static String messages(String filter) {
        return "/rooms/" + room + "/messages?filter=" + encoded(filter);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
