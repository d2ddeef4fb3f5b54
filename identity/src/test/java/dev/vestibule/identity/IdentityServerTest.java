package dev.vestibule.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.JsonSignatures;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.ServerName;
import dev.vestibule.authz.id.ThirdPartyAddress;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.identity.IdentityException.Code;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityServerTest {
    private static final ServerName NAME = ServerName.parse("identity.example");
    private static final UserId ALICE = UserId.parse("@alice:localhost");
    private static final UserId BOB = UserId.parse("@bob:localhost");
    private static final RoomId ROOM = RoomId.parse("!room:localhost");
    private static final ThirdPartyAddress BOBS = ThirdPartyAddress.parse("email", "bob@example.com");

    private final IdentityServer server = IdentityServer.inMemory(NAME, new SecureRandom(), InstantSource.system());

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest(name = "6.1.7 {1} {0} is hashed as the specification says")
    @CsvSource({"email, alice@example.com, 4kenr7N9drpCJ4AfalmlGQVsOn3o2RHjkADUpXJWZUc",
            "email, bob@example.com, LJwSazmv46n0hlMlsb_iYxI0_HXEqy_yj6Jm636cdT8",
            "msisdn, 18005552067, nlo35_T5fzSGZzJApqu8lgIudJvmOQtDaHtr-I4rU7I"})
    void hashVectors(String medium, String address, String hash) {
        assertThat(LookupHash.sha256(ThirdPartyAddress.parse(medium, address), "matrixrocks")).isEqualTo(hash);
    }

    @Test
    @DisplayName("6.1.6 a bound address is found by its hash and as it is, an unbound one is not")
    void lookup() {
        server.bindings().bind(BOBS, BOB);
        String pepper = server.lookups().pepper();
        String hash = LookupHash.sha256(BOBS, pepper);
        assertThat(server.lookups().find("sha256", pepper, List.of(hash, "other"))).isEqualTo(Map.of(hash, BOB));
        assertThat(server.lookups().find("none", pepper, List.of("bob@example.com email", "x@example.com email")))
                .isEqualTo(Map.of("bob@example.com email", BOB));
        server.bindings().unbind(BOBS);
        assertThat(server.lookups().find("sha256", pepper, List.of(hash))).isEmpty();
    }

    @Test
    @DisplayName("6.1.8 another pepper and an unknown algorithm are refused")
    void badLookup() {
        assertRefused(Code.INVALID_PEPPER, () -> server.lookups().find("sha256", "salt", List.of()));
        assertRefused(Code.INVALID_PARAM, () -> server.lookups().find("md5", server.lookups().pepper(), List.of()));
    }

    @Test
    @DisplayName("6.2.2 an invite for an address that is somebody's is refused, and tells whose it is")
    void keepForOwned() {
        server.bindings().bind(BOBS, BOB);
        assertThatExceptionOfType(IdentityException.class)
                .isThrownBy(() -> server.invites().keep(BOBS, ROOM, ALICE))
                .satisfies(refused -> {
                    assertThat(refused.code()).isEqualTo(Code.THREEPID_IN_USE);
                    assertThat(refused.owner()).contains(BOB);
                });
    }

    @Test
    @DisplayName("6.2.2 invites are kept for e-mail addresses only")
    void keepForPhone() {
        assertRefused(Code.UNRECOGNIZED_MEDIUM,
                () -> server.invites().keep(ThirdPartyAddress.parse("msisdn", "18005552067"), ROOM, ALICE));
    }

    @Test
    @DisplayName("6.3.1 who holds the private key of an invite gets it signed over, the sender included")
    void sign() {
        KeptInvite invite = server.invites().keep(BOBS, ROOM, ALICE);
        ObjectNode signed = server.invites().sign(BOB, invite.token(), invite.key().seed());
        assertThat(signed.path("mxid").asText()).isEqualTo(BOB.value());
        assertThat(signed.path("sender").asText()).isEqualTo(ALICE.value());
        assertThat(JsonSignatures.verifyAny(signed, List.of(invite.key().publicKey()))).isTrue();
        assertRefused(Code.UNRECOGNIZED_TOKEN, () -> server.invites().sign(BOB, "none", invite.key().seed()));
        assertRefused(Code.INVALID_PARAM, () -> server.invites().sign(BOB, invite.token(), "no key"));
    }

    @Test
    @DisplayName("6.5.1 binding an address gives a notice with a proof for each invite, signed by the lasting key")
    void bind() {
        assertThat(server.bindings().bind(BOBS, BOB)).isEmpty();
        server.bindings().unbind(BOBS);
        KeptInvite invite = server.invites().keep(BOBS, ROOM, ALICE);
        ObjectNode notice = server.bindings().bind(BOBS, BOB).orElseThrow();
        assertThat(notice.path("mxid").asText()).isEqualTo(BOB.value());
        assertThat(notice.path("invites")).singleElement().satisfies(entry -> {
            assertThat(entry.path("room_id").asText()).isEqualTo(ROOM.value());
            assertThat(entry.path("sender").asText()).isEqualTo(ALICE.value());
            assertThat(entry.path("signed").path("token").asText()).isEqualTo(invite.token());
            assertThat(JsonSignatures.verifyAny(entry.path("signed"), List.of(server.invites().longTermKey())))
                    .isTrue();
        });
    }

    @Test
    @DisplayName("6.4.1 keys are valid until they are replaced, in either alphabet of Base64")
    void keys() {
        KeptInvite invite = server.invites().keep(BOBS, ROOM, ALICE);
        String lasting = server.invites().longTermKey();
        String urlSafe = lasting.replace('+', '-').replace('/', '_');
        assertThat(server.keys().isValid(lasting)).isTrue();
        assertThat(server.keys().isValid(urlSafe)).isTrue();
        assertThat(server.keys().isEphemeralValid(invite.key().publicKey())).isTrue();
        assertThat(server.keys().isEphemeralValid(lasting)).isFalse();
        assertThat(server.keys().publicKey("ed25519:0")).contains(lasting);

        server.keys().rotate();
        assertThat(server.keys().isValid(lasting)).isFalse();
        assertThat(server.keys().isEphemeralValid(invite.key().publicKey())).isFalse();
        assertThat(server.keys().isValid(server.invites().longTermKey())).isTrue();
        assertThat(server.invites().longTermKey()).isNotEqualTo(lasting);
    }

    @Test
    @DisplayName("6.4.1 while keys are replaced, by several at once, there is always one that signs")
    void rotatedByMany() throws InterruptedException, ExecutionException {
        KeptInvite invite = server.invites().keep(BOBS, ROOM, ALICE);
        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                running.add(many.submit(server.keys()::rotate));
                running.add(many.submit(() -> server.invites().proof(invite, BOB)));
            }
            for (Future<?> each : running) {
                each.get();
            }
        }
        assertThat(server.keys().isValid(server.invites().longTermKey())).isTrue();
        assertThat(server.keys().publicKey("ed25519:20")).contains(server.invites().longTermKey());
    }

    @Test
    @DisplayName("6.1.4 a token is its owner's until it is ended")
    void accounts() {
        String token = server.accounts().register(ALICE);
        assertThat(server.accounts().owner(token)).isEqualTo(ALICE);
        server.accounts().logOut(token);
        assertRefused(Code.UNAUTHORIZED, () -> server.accounts().owner(token));
    }

    @Test
    @DisplayName("what it knows is there again after it was closed")
    void reopened(@TempDir Path directory) {
        String pepper;
        String token;
        KeptInvite invite;
        try (IdentityServer first = IdentityServer.in(directory, NAME, new SecureRandom(), InstantSource.system())) {
            pepper = first.lookups().pepper();
            token = first.accounts().register(ALICE);
            invite = first.invites().keep(BOBS, ROOM, ALICE);
        }
        try (IdentityServer second = IdentityServer.in(directory, NAME, new SecureRandom(), InstantSource.system())) {
            assertThat(second.lookups().pepper()).isEqualTo(pepper);
            assertThat(second.accounts().owner(token)).isEqualTo(ALICE);
            assertThat(second.invites().mailbox(BOBS)).singleElement().extracting(KeptInvite::token)
                    .isEqualTo(invite.token());
            assertThat(second.keys().isEphemeralValid(invite.key().publicKey())).isTrue();
        }
    }

    private static void assertRefused(Code code, Runnable request) {
        assertThatExceptionOfType(IdentityException.class).isThrownBy(request::run)
                .extracting(IdentityException::code).isEqualTo(code);
    }
}
