package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.DiffersFromSynapse;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /room_keys}: the backup of the keys to messages. */
@ConformanceTest
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
final class KeyBackupTest {
    private static final String ALGORITHM = "m.megolm_backup.v1.curve25519-aes-sha2";
    private static final String ROOM = "!room:example.org";
    private static final Endpoint VERSION = Endpoint.v3("room_keys", "version");

    private final Actor alice;

    KeyBackupTest(Homeserver homeserver) {
        alice = homeserver.register("alice");
    }

    @Test
    @DisplayName("7.19 without a backup there is none, of no version")
    void none() {
        alice.get(VERSION).refused(404, "M_NOT_FOUND");
        alice.get(version("1")).refused(404, "M_NOT_FOUND");
        alice.delete(version("1")).refused(404, "M_NOT_FOUND");
        alice.put(version("1"), body("x")).refused(404, "M_NOT_FOUND");
        alice.get(keys("1")).refused(404, "M_NOT_FOUND");
        alice.put(keys("1", ROOM, "session"), key(1, 0, false)).refused(404, "M_NOT_FOUND");
    }

    @Test
    @DisplayName("7.19 a backup is described as it was made; another one becomes the current one")
    void begun() {
        String first = begin("one");
        JsonNode described = alice.get(VERSION).ok().json();
        assertThat(described.path("version").asText()).isEqualTo(first);
        assertThat(described.path("algorithm").asText()).isEqualTo(ALGORITHM);
        assertThat(described.path("auth_data").path("public_key").asText()).isEqualTo("one");
        assertThat(described.path("count").intValue()).isZero();
        assertThat(described.path("etag").isTextual()).isTrue();
        String second = begin("two");
        assertThat(second).isNotEqualTo(first);
        assertThat(alice.get(VERSION).ok().string("version")).isEqualTo(second);
        assertThat(alice.get(version(first)).ok().json().path("auth_data").path("public_key").asText())
                .isEqualTo("one");
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("7.19 a backup needs its algorithm and its auth_data")
    void incomplete() {
        alice.post(VERSION, Map.of("algorithm", ALGORITHM)).refused(400, "M_MISSING_PARAM");
        alice.post(VERSION, Map.of("auth_data", Map.of())).refused(400, "M_MISSING_PARAM");
        alice.get(VERSION).refused(404, "M_NOT_FOUND");
    }

    @Test
    @DisplayName("7.19 the auth_data of a backup can be changed, its algorithm and version cannot")
    void updated() {
        String version = begin("one");
        alice.put(version(version), body("two")).ok();
        assertThat(alice.get(VERSION).ok().json().path("auth_data").path("public_key").asText()).isEqualTo("two");
        alice.put(version(version), Map.of("algorithm", "other", "auth_data", Map.of())).refused(400,
                "M_INVALID_PARAM");
        alice.put(version(version), Map.of("algorithm", ALGORITHM, "auth_data", Map.of(), "version", "99"))
                .refused(400, "M_INVALID_PARAM");
    }

    @Test
    @DisplayName("7.19 keys are put and read one by one, by room and all at once, and counted")
    void put() {
        String version = begin("one");
        JsonNode one = alice.put(keys(version, ROOM, "s1"), key(1, 0, false)).ok().json();
        assertThat(one.path("count").intValue()).isEqualTo(1);
        JsonNode two = alice.put(keys(version, ROOM), Map.of("sessions", Map.of("s2", key(2, 0, true)))).ok().json();
        assertThat(two.path("count").intValue()).isEqualTo(2);
        assertThat(two.path("etag").asText()).isNotEqualTo(one.path("etag").asText());
        alice.put(keys(version), Map.of("rooms",
                Map.of("!other:example.org", Map.of("sessions", Map.of("s3", key(3, 1, true)))))).ok();
        JsonNode read = alice.get(keys(version, ROOM, "s1")).ok().json();
        assertThat(read).isEqualTo(Json.tree(key(1, 0, false)));
        assertThat(Json.keys(alice.get(keys(version, ROOM)).ok().json().path("sessions"))).containsExactlyInAnyOrder(
                "s1", "s2");
        assertThat(Json.keys(alice.get(keys(version)).ok().json().path("rooms"))).containsExactlyInAnyOrder(ROOM,
                "!other:example.org");
        assertThat(alice.get(VERSION).ok().json().path("count").intValue()).isEqualTo(3);
        assertThat(alice.get(keys(version, "!none:example.org")).ok().json())
                .isEqualTo(Json.parse("{\"sessions\":{}}"));
        alice.get(keys(version, ROOM, "s9")).refused(404, "M_NOT_FOUND");
    }

    @ParameterizedTest(
            name = "7.19 of two keys the better one stays: {0} {1} {2}, then {3} {4} {5}: the second is kept {6}")
    @CsvSource({"5, 5, false, 6, 6, true, true", "5, 5, true, 4, 9, true, true",
            "5, 5, false, 5, 4, false, true", "5, 5, false, 5, 5, false, false"})
    void betterOne(int index, int forwarded, boolean verified, int nextIndex, int nextForwarded,
            boolean nextVerified, boolean kept) {
        String version = begin("one");
        JsonNode first = alice.put(keys(version, ROOM, "s"), key(index, forwarded, verified)).ok().json();
        JsonNode second = alice.put(keys(version, ROOM, "s"), key(nextIndex, nextForwarded, nextVerified)).ok().json();
        JsonNode now = alice.get(keys(version, ROOM, "s")).ok().json();
        assertThat(now.path("first_message_index").intValue()).isEqualTo(kept ? nextIndex : index);
        assertThat(now.path("forwarded_count").intValue()).isEqualTo(kept ? nextForwarded : forwarded);
        assertThat(second.path("etag").equals(first.path("etag"))).isEqualTo(!kept);
        assertThat(second.path("count").intValue()).isEqualTo(1);
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("7.19 a verified key stays, and then the one with the lower index, whatever else is better")
    void rightOrder() {
        String version = begin("one");
        alice.put(keys(version, ROOM, "s"), key(5, 5, true)).ok();
        alice.put(keys(version, ROOM, "s"), key(1, 1, false)).ok();
        alice.put(keys(version, ROOM, "s"), key(6, 1, true)).ok();
        assertThat(alice.get(keys(version, ROOM, "s")).ok().json()).isEqualTo(Json.tree(key(5, 5, true)));
    }

    @Test
    @DisplayName("7.19 keys are taken out one by one, by room and all at once")
    void removed() {
        String version = begin("one");
        alice.put(keys(version), Map.of("rooms", Map.of(ROOM,
                Map.of("sessions", Map.of("s1", key(1, 0, true), "s2", key(1, 0, true))), "!other:example.org",
                Map.of("sessions", Map.of("s3", key(1, 0, true)))))).ok();
        assertThat(alice.delete(keys(version, ROOM, "s1")).ok().json().path("count").intValue()).isEqualTo(2);
        alice.get(keys(version, ROOM, "s1")).refused(404, "M_NOT_FOUND");
        assertThat(alice.delete(keys(version, ROOM)).ok().json().path("count").intValue()).isEqualTo(1);
        assertThat(alice.delete(keys(version)).ok().json().path("count").intValue()).isZero();
        assertThat(alice.get(keys(version)).ok().json()).isEqualTo(Json.parse("{\"rooms\":{}}"));
    }

    @Test
    @DisplayName("7.19 keys go into the current backup alone; an older one can be read")
    void wrongVersion() {
        String first = begin("one");
        alice.put(keys(first, ROOM, "s"), key(1, 0, true)).ok();
        String second = begin("two");
        alice.put(keys(first, ROOM, "s2"), key(1, 0, true)).refused(403, "M_WRONG_ROOM_KEYS_VERSION");
        alice.get(keys(first, ROOM, "s")).ok();
        assertThat(alice.get(keys(second)).ok().json()).isEqualTo(Json.parse("{\"rooms\":{}}"));
        alice.put(keys("99", ROOM, "s"), key(1, 0, true)).clientError();
        alice.put(Endpoint.v3("room_keys", "keys", ROOM, "s"), key(1, 0, true)).clientError();
    }

    @Test
    @DisplayName("7.19 a deleted backup is gone with its keys, and the one before is the current one")
    void deleted() {
        String first = begin("one");
        String second = begin("two");
        alice.put(keys(second, ROOM, "s"), key(1, 0, true)).ok();
        alice.delete(version(second)).ok();
        assertThat(alice.get(VERSION).ok().string("version")).isEqualTo(first);
        alice.get(version(second)).refused(404, "M_NOT_FOUND");
        alice.get(keys(second)).refused(404, "M_NOT_FOUND");
        assertThat(begin("three")).isNotIn(List.of(first, second));
    }

    @Test
    @DisplayName("7.19 a key that lacks something is refused, and none of those that came with it is kept")
    void malformed() {
        String version = begin("one");
        alice.put(keys(version), Map.of("rooms", Map.of(ROOM, Map.of("sessions",
                Map.of("good", key(1, 0, true), "bad", Map.of("first_message_index", 1, "forwarded_count", 0,
                        "is_verified", "yes", "session_data", Map.of()))))))
                .clientError();
        assertThat(alice.get(keys(version)).ok().json()).isEqualTo(Json.parse("{\"rooms\":{}}"));
    }

    private String begin(String publicKey) {
        return alice.post(VERSION, body(publicKey)).ok().string("version");
    }

    private static Map<String, Object> body(String publicKey) {
        return Map.of("algorithm", ALGORITHM, "auth_data", Map.of("public_key", publicKey, "signatures", Map.of()));
    }

    private static Map<String, Object> key(int index, int forwarded, boolean verified) {
        return Map.of("first_message_index", index, "forwarded_count", forwarded, "is_verified", verified,
                "session_data", Map.of("ciphertext", "c", "ephemeral", "e", "mac", "m"));
    }

    private static Endpoint version(String version) {
        return Endpoint.v3("room_keys", "version", version);
    }

    private static Endpoint keys(String version, String... which) {
        String[] segments = new String[which.length + 2];
        segments[0] = "room_keys";
        segments[1] = "keys";
        System.arraycopy(which, 0, segments, 2, which.length);
        return Endpoint.v3(segments).with("version", version);
    }
}
