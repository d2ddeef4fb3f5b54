package dev.vestibule.server.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.server.ServerConfig;
import dev.vestibule.server.TestClient;
import dev.vestibule.server.TestClient.Response;
import dev.vestibule.server.TestClock;
import dev.vestibule.server.VestibuleServer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A server with limits, on a clock that stands still, and what its users do. */
record LimitedServer(VestibuleServer server, TestClock clock) implements AutoCloseable {
    static final String PUBLIC = "{\"preset\": \"public_chat\"}";

    static LimitedServer with(LimitSettings settings) {
        TestClock clock = new TestClock();
        return new LimitedServer(VestibuleServer.start(ServerConfig.inMemory().withLimits(settings), clock,
                new SecureRandom()), clock);
    }

    @Override
    public void close() {
        server.close();
    }

    TestClient user(String name) {
        rest();
        return TestClient.anonymous(server).register(name);
    }

    /** So long that nobody has done anything lately. */
    void rest() {
        clock.advance(Duration.ofDays(1));
    }

    List<String> rooms(TestClient creator, int count) {
        List<String> rooms = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rest();
            rooms.add(room(creator, PUBLIC));
        }
        return rooms;
    }

    static String room(TestClient creator, String body) {
        return creator.post("/createRoom", body).text("room_id");
    }

    static Response join(TestClient user, String room) {
        return user.post("/rooms/" + room + "/join", "{}");
    }

    static Response invite(TestClient user, String room, String invited) {
        return user.post("/rooms/" + room + "/invite", "{\"user_id\": \"@" + invited + ":localhost\"}");
    }

    static Response kick(TestClient user, String room, String kicked) {
        return user.post("/rooms/" + room + "/kick", "{\"user_id\": \"@" + kicked + ":localhost\"}");
    }

    static Response ban(TestClient user, String room, String banned) {
        return user.post("/rooms/" + room + "/ban", "{\"user_id\": \"@" + banned + ":localhost\"}");
    }

    static Response putMember(TestClient user, String room, String target, String membership) {
        return user.put("/rooms/" + room + "/state/m.room.member/@" + target + ":localhost",
                "{\"membership\": \"" + membership + "\"}");
    }

    static Response send(TestClient user, String room, String transaction) {
        return user.put("/rooms/" + room + "/send/m.room.message/" + transaction.replace(" ", "_"), "{\"body\": \"\"}");
    }

    static Response redact(TestClient user, String room, String event, int transaction) {
        return user.put("/rooms/" + room + "/redact/" + event + "/" + transaction, "{}");
    }

    static void assertLimited(Response response, String limiter, String key, String retryAfter) {
        assertThat(response.outcome()).as("%s", response).isEqualTo("429 M_LIMIT_EXCEEDED");
        assertThat(response.body().path("dev.vestibule.rate_limit").path("limiter").asText()).as("%s", response)
                .isEqualTo(limiter);
        assertThat(response.body().path("dev.vestibule.rate_limit").path("key").asText()).isEqualTo(key);
        assertThat(response.header("Retry-After")).contains(retryAfter);
        assertThat(response.header("Access-Control-Expose-Headers")).contains("Retry-After");
        assertThat(response.body().path("retry_after_ms").longValue())
                .isBetween((Long.parseLong(retryAfter) - 1) * 1000 + 1, Long.parseLong(retryAfter) * 1000);
    }
}
