package dev.vestibule.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.conformance.suite.Actor;
import dev.vestibule.conformance.suite.Answer;
import dev.vestibule.conformance.suite.ConformanceTest;
import dev.vestibule.conformance.suite.DiffersFromSynapse;
import dev.vestibule.conformance.suite.Endpoint;
import dev.vestibule.conformance.suite.Homeserver;
import dev.vestibule.conformance.suite.MemberEvent;
import dev.vestibule.conformance.suite.Membership;
import dev.vestibule.conformance.suite.Outcome;
import dev.vestibule.conformance.suite.Room;
import dev.vestibule.conformance.suite.RoomPlan;
import dev.vestibule.conformance.suite.RoomVersionTable;
import dev.vestibule.conformance.suite.Watch;
import io.restassured.http.Method;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** {@code POST /knock/{roomIdOrAlias}}. */
@ConformanceTest
final class KnockTest {

    private final Homeserver homeserver;
    private final Actor alice;
    private final Actor bob;

    KnockTest(Homeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice");
        bob = homeserver.register("bob");
    }

    @ParameterizedTest(name = "4.7 v{0}: knock on a room whose rule is {1} by who is {2} -> {3}")
    @RoomVersionTable("""
            # versions | rule             | one is | then
            7-12       | knock            | none   | knock
            7-12       | knock            | leave  | knock
            7-12       | knock            | invite | 403
            7-12       | knock            | join   | 403
            7-12       | knock            | knock  | fresh

            10-12      | knock_restricted | none   | knock
            10-12      | knock_restricted | leave  | knock
            10-12      | knock_restricted | invite | 403
            10-12      | knock_restricted | join   | 403
            10-12      | knock_restricted | knock  | fresh

            7-9        | knock_restricted | none   | 403
            7-9        | knock_restricted | leave  | 403
            7-9        | knock_restricted | invite | 403
            7-9        | knock_restricted | join   | 403
            7-9        | knock_restricted | knock  | 403

            7-12       | public           | none   | 403
            7-12       | public           | leave  | 403
            7-12       | public           | invite | 403
            7-12       | public           | join   | 403
            7-12       | public           | knock  | 403

            7-12       | invite           | none   | 403
            7-12       | invite           | leave  | 403
            7-12       | invite           | invite | 403
            7-12       | invite           | join   | 403
            7-12       | invite           | knock  | 403

            7-12       | restricted       | none   | 403
            7-12       | restricted       | leave  | 403
            7-12       | restricted       | knock  | 403

            7-12       | private          | none   | 403
            7-12       | private          | leave  | 403
            7-12       | private          | knock  | 403
            """)
    void knock(int version, String joinRule, Membership from, Outcome expected) {
        Room room = RoomPlan.version(version).joinRule(joinRule).with(alice, bob, from);
        expected.holdsFor(new Watch(alice, room, bob),
                () -> bob.post(Endpoint.v3("knock", room.id()), Map.of("reason", "please")));
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "4.7 v{0}: knock on a room whose rule is {1} by who is banned -> {2}")
    @RoomVersionTable("""
            7-12       | knock            | 403
            10-12      | knock_restricted | 403
            7-12       | public           | 403
            """)
    void knockWhileBanned(int version, String joinRule, Outcome expected) {
        knock(version, joinRule, Membership.BAN, expected);
    }

    @DiffersFromSynapse
    @ParameterizedTest(name = "1.10.5, MX v{0}: this version knows no knock, one is {1} -> {2}")
    @RoomVersionTable("""
            1-6        | none   | 403
            1-6        | leave  | 403
            1-6        | invite | 403
            1-6        | join   | 403
            1-6        | ban    | 403
            """)
    void knockBeforeVersion7(int version, Membership from, Outcome expected) {
        knock(version, "knock", from, expected);
    }

    @ParameterizedTest(name = "4.7.2 v{0}: after the rule has changed to invite, a knock can be {1} -> {2}")
    @RoomVersionTable("""
            7-12       | retracted | leave
            7-12       | denied    | leave
            7-12       | accepted  | invite
            7-12       | banned    | ban
            """)
    void outlivesTheRule(int version, String what, Outcome expected) {
        Room room = RoomPlan.version(version).joinRule("invite").with(alice, bob, Membership.KNOCK);
        expected.holdsFor(new Watch(alice, room, bob), () -> switch (what) {
            case "retracted" -> bob.leave(room);
            case "denied" -> alice.kick(room, bob);
            case "accepted" -> alice.invite(room, bob);
            default -> alice.ban(room, bob);
        });
    }

    @ParameterizedTest(name = "4.7 v{0}: who was denied may knock again")
    @RoomVersionTable("7-12 | knock")
    void afterADenial(int version, Outcome expected) {
        Room room = RoomPlan.version(version).joinRule("knock").with(alice, bob, Membership.KNOCK);
        alice.kick(room, bob).ok();
        expected.holdsFor(new Watch(alice, room, bob), () -> bob.knock(room));
    }

    @Test
    @DisplayName("1.10.4 knocking again takes the place of the knock before")
    void again() {
        Room room = RoomPlan.publicRoom().joinRule("knock").with(alice, bob, Membership.KNOCK);
        bob.knock(room).ok();
        bob.post(Endpoint.v3("knock", room.id()), Map.of("reason", "please")).ok();
        assertThat(alice.memberEvent(room, bob).orElseThrow().content().path("reason").asText()).isEqualTo("please");
    }

    @Test
    @DisplayName("1.10.1, 1.10.2, 1.0.9 by alias: the answer names the room, the event has the reason")
    void byAlias() {
        Room room = RoomPlan.publicRoom().joinRule("knock").by(alice);
        String alias = "#" + homeserver.freshName("room") + ":" + alice.serverName();
        alice.put(Endpoint.v3("directory", "room", alias), Map.of("room_id", room.id())).ok();
        Answer answer = bob.post(Endpoint.v3("knock", alias).with("via", "elsewhere.example")
                .with("via", "further.example").with("server_name", "old.example"),
                Map.of("reason", "let me in", "custom", 1)).ok();
        assertThat(answer.string("room_id")).isEqualTo(room.id());

        MemberEvent event = alice.memberEvent(room, bob).orElseThrow();
        assertThat(event.sender()).isEqualTo(bob.userId());
        assertThat(event.content().path("reason").asText()).isEqualTo("let me in");
        assertThat(event.content().has("custom")).isFalse();
    }

    @Test
    @DisplayName("1.10.3 an unknown alias is 404 M_NOT_FOUND")
    void onAnUnknownAlias() {
        bob.post(Endpoint.v3("knock", "#nobody-made-this:" + bob.serverName()), Map.of()).refused(404, "M_NOT_FOUND");
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("1.10.3, 2.2.13 an unknown room is 404 M_NOT_FOUND")
    void onAnUnknownRoom() {
        bob.knock(new Room("!nowhere:" + bob.serverName())).refused(404, "M_NOT_FOUND");
    }

    @DiffersFromSynapse
    @Test
    @DisplayName("1.0.3 knock needs no body")
    void withoutABody() {
        Room room = RoomPlan.publicRoom().joinRule("knock").by(alice);
        bob.send(Method.POST, Endpoint.v3("knock", room.id())).ok();
        assertThat(alice.membership(room, bob)).isEqualTo(Membership.KNOCK);
    }

    @Test
    @DisplayName("5.2.3, 5.1.3 knocking opens neither state nor history")
    void opensNothing() {
        Room room = RoomPlan.publicRoom().joinRule("knock").with(alice, bob, Membership.KNOCK);
        bob.get(room.endpoint("state")).forbidden();
        bob.get(room.endpoint("members")).forbidden();
        bob.get(room.endpoint("messages").with("dir", "b")).forbidden();
    }
}
