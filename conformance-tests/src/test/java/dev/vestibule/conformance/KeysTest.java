package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.Answer;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.Json;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import dev.vestibule.conformance.suite.Sync;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code /keys}: what devices upload, and what others are told of it. */
@ConformanceTest
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
final class KeysTest {

    private static final String ALGORITHM = "signed_curve25519";

    private final Homeserver homeserver;
    private final Actor alice;
    private final Actor bob;

    KeysTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
    }

    @Test
    @DisplayName("7.16, 7.17 device keys are uploaded, and found by others, all or those that were asked for")
    void identityKeys() {
        upload(alice, Map.of("device_keys", deviceKeys(alice))).ok();
        JsonNode found = query(bob, alice, List.of());
        assertThat(found.path(alice.deviceId()).path("keys")).isEqualTo(
                Json.parse("{\"ed25519:" + alice.deviceId() + "\":\"aaaa\"}"));
        assertThat(query(bob, alice, List.of(alice.deviceId())).has(alice.deviceId())).isTrue();
        assertThat(query(bob, alice, List.of("OTHER"))).isEmpty();
        assertThat(query(alice, bob, List.of()).isObject()).isTrue();
        assertThat(query(alice, bob, List.of())).isEmpty();
    }

    @Test
    @DisplayName("7.16 keys of another user or device are 400, and so are devices that are no list")
    void refused() {
        Map<String, Object> keys = Map.of("device_keys", deviceKeys(alice));
        assertThat(upload(bob, keys).status()).isEqualTo(400);
        upload(alice, Map.of("device_keys", Map.of("user_id", alice.userId(), "device_id", "OTHER", "keys", Map.of(),
                "algorithms", List.of(), "signatures", Map.of()))).refused(400, "M_BAD_JSON");
        bob.post(Endpoint.v3("keys", "query"), Map.of("device_keys", Map.of(alice.userId(), Map.of())))
                .refused(400, "M_BAD_JSON");
    }

    @Test
    @DisplayName("7.16, 5.5.9 one-time keys are counted at the upload and in sync")
    void counts() {
        assertThat(counts(upload(alice, Map.of()).ok().json().path("one_time_key_counts"))).isZero();
        JsonNode counted = upload(alice, Map.of("one_time_keys", oneTime("B", "C"))).ok().json();
        assertThat(counts(counted.path("one_time_key_counts"))).isEqualTo(2);
        assertThat(counts(alice.sync().json().path("device_one_time_keys_count"))).isEqualTo(2);
        claim(alice).ok();
        assertThat(counts(alice.sync().json().path("device_one_time_keys_count"))).isEqualTo(1);
    }

    @Test
    @DisplayName("7.17 each one-time key is given away once, in the order in which they came")
    void claims() {
        upload(alice, Map.of("one_time_keys", oneTime("B"))).ok();
        upload(alice, Map.of("one_time_keys", oneTime("A"))).ok();
        assertThat(claimed()).isEqualTo(ALGORITHM + ":B");
        assertThat(claimed()).isEqualTo(ALGORITHM + ":A");
        assertThat(claimed()).isEmpty();
    }

    @Test
    @DisplayName("7.16 the same one-time key again is 200 and counts once; another of the same name is 400")
    void uploadsAgain() {
        upload(alice, Map.of("one_time_keys", oneTime("B"))).ok();
        JsonNode again = upload(alice, Map.of("one_time_keys", oneTime("B"))).ok().json();
        assertThat(counts(again.path("one_time_key_counts"))).isEqualTo(1);
        Map<String, Object> other = Map.of(ALGORITHM + ":B", Map.of("key", "other", "signatures", Map.of()));
        assertThat(upload(alice, Map.of("one_time_keys", other)).status()).isEqualTo(400);
    }

    @Test
    @DisplayName("7.17, 5.5.9 when all are gone the fallback key is given away, again and again, and counts as used")
    void fallsBack() {
        assertThat(unused(alice)).isEmpty();
        upload(alice, Map.of("one_time_keys", oneTime("B"), "fallback_keys",
                Map.of(ALGORITHM + ":F", Map.of("key", "f", "fallback", true, "signatures", Map.of())))).ok();
        assertThat(unused(alice)).containsExactly(ALGORITHM);
        assertThat(claimed()).isEqualTo(ALGORITHM + ":B");
        assertThat(claimed()).isEqualTo(ALGORITHM + ":F");
        assertThat(claimed()).isEqualTo(ALGORITHM + ":F");
        assertThat(unused(alice)).isEmpty();
    }

    @Test
    @DisplayName("5.5.9, 5.9.1 new keys are told to who shares a room, by sync and by keys/changes, and to nobody else")
    void changed() {
        RoomPlan.publicRoom().by(alice, bob);
        Actor carol = homeserver.register("carol");
        Sync before = bob.sync();
        Sync carolsBefore = carol.sync();
        upload(alice, Map.of("device_keys", deviceKeys(alice))).ok();
        Sync after = Sync.until(bob, before, "alice's changed devices",
                sync -> lists(sync, "changed").contains(alice.userId()));
        assertThat(lists(carol.syncSince(carolsBefore), "changed")).doesNotContain(alice.userId());
        JsonNode changes = bob.get(Endpoint.v3("keys", "changes").with("from", before.nextBatch())
                .with("to", after.nextBatch())).ok().json();
        assertThat(Json.strings(changes.path("changed"))).contains(alice.userId());
        assertThat(lists(bob.syncSince(after), "changed")).doesNotContain(alice.userId());
    }

    @Test
    @DisplayName("5.5.9, 5.9.1 who joins is told, and who shares no room any longer has left")
    void joinsAndLeaves() {
        upload(alice, Map.of("device_keys", deviceKeys(alice))).ok();
        Room room = RoomPlan.publicRoom().by(alice);
        Sync before = bob.sync();
        Sync alicesBefore = alice.sync();
        bob.join(room).ok();
        Sync joined = bob.syncSince(before);
        assertThat(lists(joined, "changed")).contains(alice.userId());
        Sync alices = Sync.until(alice, alicesBefore, "bob", sync -> lists(sync, "changed").contains(bob.userId()));
        bob.leave(room).ok();
        assertThat(lists(bob.syncSince(joined), "left")).contains(alice.userId());
        Sync.until(alice, alices, "bob's leave", sync -> lists(sync, "left").contains(bob.userId()));
        JsonNode changes = bob.get(Endpoint.v3("keys", "changes").with("from", joined.nextBatch())
                .with("to", joined.nextBatch())).ok().json();
        assertThat(Json.strings(changes.path("left"))).contains(alice.userId());
    }

    @Test
    @DisplayName("5.9.1 who still shares another room has not left")
    void stillShares() {
        Room room = RoomPlan.publicRoom().by(alice, bob);
        RoomPlan.publicRoom().by(alice, bob);
        Sync before = bob.sync();
        bob.leave(room).ok();
        assertThat(lists(bob.syncSince(before), "left")).doesNotContain(alice.userId());
    }

    @Test
    @DisplayName("7.17 a device that logs out takes its keys with it, and that is told")
    void logsOut() {
        RoomPlan.publicRoom().by(alice, bob);
        Actor phone = alice.onAnotherDevice();
        upload(phone, Map.of("device_keys", deviceKeys(phone))).ok();
        Sync before = bob.sync();
        phone.post(Endpoint.v3("logout"), Map.of()).ok();
        Sync.until(bob, before, "the change", sync -> lists(sync, "changed").contains(alice.userId()));
        assertThat(query(bob, alice, List.of())).isEmpty();
    }

    private Answer upload(Actor user, Map<String, Object> keys) {
        return user.post(Endpoint.v3("keys", "upload"), keys);
    }

    private static Map<String, Object> deviceKeys(Actor user) {
        return Map.of("user_id", user.userId(), "device_id", user.deviceId(), "algorithms",
                List.of("m.megolm.v1.aes-sha2"), "keys", Map.of("ed25519:" + user.deviceId(), "aaaa"), "signatures",
                Map.of(user.userId(), Map.of("ed25519:" + user.deviceId(), "bbbb")));
    }

    private static Map<String, Object> oneTime(String... ids) {
        Map<String, Object> keys = new LinkedHashMap<>();
        for (String id : ids) {
            keys.put(ALGORITHM + ":" + id, Map.of("key", "key " + id, "signatures", Map.of()));
        }
        return keys;
    }

    private static JsonNode query(Actor reader, Actor owner, List<String> devices) {
        return reader.post(Endpoint.v3("keys", "query"), Map.of("device_keys", Map.of(owner.userId(), devices))).ok()
                .json().path("device_keys").path(owner.userId());
    }

    private Answer claim(Actor owner) {
        return bob.post(Endpoint.v3("keys", "claim"),
                Map.of("one_time_keys", Map.of(owner.userId(), Map.of(owner.deviceId(), ALGORITHM))));
    }

    /** The name of the key that bob gets of alice; empty if he gets none. */
    private String claimed() {
        JsonNode keys = claim(alice).ok().json().path("one_time_keys").path(alice.userId()).path(alice.deviceId());
        return keys.isEmpty() ? "" : keys.fieldNames().next();
    }

    private static int counts(JsonNode counts) {
        return counts.path(ALGORITHM).asInt();
    }

    private static List<String> unused(Actor user) {
        return Json.strings(user.sync().json().path("device_unused_fallback_key_types"));
    }

    private static List<String> lists(Sync sync, String list) {
        return Json.strings(sync.json().path("device_lists").path(list));
    }
}
