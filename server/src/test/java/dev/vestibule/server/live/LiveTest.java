package dev.vestibule.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.live.Presences.Activity;
import dev.vestibule.server.live.Presences.Presence;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is kept in memory alone. */
class LiveTest {
    private static final UserId ALICE = UserId.parse("@alice:localhost");
    private static final UserId BOB = UserId.parse("@bob:localhost");
    private static final RoomId ROOM = RoomId.parse("!room:localhost");
    private static final Duration LONG = Duration.ofHours(1);
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochMilli(1_000_000));

    private final Timer timer = new Timer();
    private final LiveStream stream = new LiveStream(CLOCK);

    @AfterEach
    void stop() {
        timer.close();
    }

    @Test
    @DisplayName("what an earlier life of the server gave out is known to be old, what none gave out is not known")
    void lives() {
        long earlier = new LiveStream(InstantSource.fixed(Instant.ofEpochMilli(999_999))).next();
        assertThat(earlier).isLessThan(stream.latest());
        assertThat(stream.known(earlier)).isEqualTo(earlier);
        assertThat(stream.known(stream.latest() + 1)).isZero();
    }

    @Test
    @DisplayName("7.34 typing is a change once, however often it is said, and ends by itself")
    void typing() throws InterruptedException {
        Typing typing = new Typing(stream, timer);
        BlockingQueue<RoomId> told = new LinkedBlockingQueue<>();
        typing.onChange(told::add);
        long before = stream.latest();
        typing.begin(ROOM, ALICE, LONG);
        typing.begin(ROOM, ALICE, LONG);
        typing.begin(ROOM, BOB, LONG);
        assertThat(told).hasSize(2);
        assertThat(typing.in(ROOM)).containsExactlyInAnyOrder(ALICE, BOB);
        assertThat(typing.changedAfter(before)).containsExactly(ROOM);
        assertThat(typing.changedAfter(stream.latest())).isEmpty();
        typing.end(ROOM, ALICE);
        typing.end(ROOM, ALICE);
        assertThat(told).hasSize(3);
        typing.begin(ROOM, BOB, Duration.ofMillis(1));
        for (int i = 0; i < 4; i++) {
            assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo(ROOM);
        }
        assertThat(typing.in(ROOM)).isEmpty();
    }

    @Test
    @DisplayName("7.24 who syncs is there, and is gone a while after the last sync; what they said of it stays")
    void presence() throws InterruptedException {
        Presences presences = new Presences(stream, timer, CLOCK, Duration.ofMillis(1));
        BlockingQueue<UserId> told = new LinkedBlockingQueue<>();
        presences.onChange(told::add);
        assertThat(presences.of(ALICE).state()).isEqualTo(PresenceState.OFFLINE);
        presences.set(ALICE, PresenceState.UNAVAILABLE, Optional.of("lunch"));
        assertThat(told.poll()).isEqualTo(ALICE);
        Activity first = presences.sync(ALICE, PresenceState.ONLINE);
        assertThat(told.poll()).isEqualTo(ALICE);
        Activity second = presences.sync(ALICE, PresenceState.ONLINE);
        first.close();
        assertThat(presences.of(ALICE).state()).isEqualTo(PresenceState.ONLINE);
        assertThat(told).isEmpty();
        assertThat(presences.of(ALICE).message()).contains("lunch");
        second.close();
        assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo(ALICE);
        assertThat(presences.of(ALICE).state()).isEqualTo(PresenceState.OFFLINE);
        presences.sync(BOB, PresenceState.ONLINE).close();
        assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo(BOB);
        assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo(BOB);
        assertThat(presences.of(BOB)).isEqualTo(
                new Presence(PresenceState.OFFLINE, Optional.empty(), Optional.of(CLOCK.instant())));
    }

    @Test
    @DisplayName("7.24 who syncs with set_presence=offline is not seen by it")
    void unseen() {
        Presences presences = new Presences(stream, timer, CLOCK, LONG);
        long before = stream.latest();
        presences.sync(ALICE, PresenceState.OFFLINE).close();
        assertThat(presences.of(ALICE).state()).isEqualTo(PresenceState.OFFLINE);
        assertThat(presences.changedAfter(before)).isEmpty();
    }

    @Test
    @DisplayName("1.19.4 who has a new name is told of again, though they are there as before")
    void again() {
        Presences presences = new Presences(stream, timer, CLOCK, LONG);
        BlockingQueue<UserId> told = new LinkedBlockingQueue<>();
        presences.set(ALICE, PresenceState.UNAVAILABLE, Optional.of("lunch"));
        presences.onChange(told::add);
        long before = stream.latest();
        presences.tellAgain(ALICE);
        assertThat(told).containsExactly(ALICE);
        assertThat(presences.changedAfter(before)).containsExactly(ALICE);
        assertThat(presences.of(ALICE).message()).contains("lunch");
    }
}
