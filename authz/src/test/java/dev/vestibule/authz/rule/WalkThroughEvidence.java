package dev.vestibule.authz.rule;

import static dev.vestibule.authz.rule.TestRoom.ALICE;
import static dev.vestibule.authz.rule.TestRoom.BOB;
import static dev.vestibule.authz.rule.TestRoom.CAROL;
import static dev.vestibule.authz.rule.TestRoom.RITA;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.authz.version.RoomVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The part of the walk that varies what an event brings along: auth events, the create event, signed invites. */
final class WalkThroughEvidence {

    private final RoomVersion version;
    private final BiConsumer<Event, Decision> visitor;

    private WalkThroughEvidence(RoomVersion version, BiConsumer<Event, Decision> visitor) {
        this.version = version;
        this.visitor = visitor;
    }

    static void through(RoomVersion version, BiConsumer<Event, Decision> visitor) {
        WalkThroughEvidence walk = new WalkThroughEvidence(version, visitor);
        walk.authEvents();
        walk.federation();
        walk.thirdPartyInvites();
    }

    private void authEvents() {
        TestRoom room = new TestRoom(version).member(ALICE, "join").joinRule("public").powerLevels("{}");
        Event event = room.message(EventType.MESSAGE, ALICE, "{}");
        List<AuthEvent> right = room.authEvents(event);
        AuthEvent elsewhere = AuthEvent.accepted(Event.trusted(version, EventId.parse("$far:example.org"),
                RoomId.parse("!other:example.org"), room.pdu(EventType.POWER_LEVELS, "", ALICE, JsonTree.object())));
        List<AuthEvent> strangers = List.of(elsewhere, new AuthEvent(right.getLast().event(), true),
                AuthEvent.accepted(room.event(EventType.NAME, "", ALICE, "{}")),
                AuthEvent.accepted(room.message(EventType.MESSAGE, ALICE, "{}")),
                AuthEvent.accepted(room.create()));
        List<Optional<Event>> creates = List.of(Optional.of(room.create()), Optional.empty(), Optional.of(event));
        for (Optional<Event> create : creates) {
            visitor.accept(event, room.decide(event, right, create));
            visitor.accept(event, room.decide(event, List.of(), create));
            for (AuthEvent stranger : strangers) {
                List<AuthEvent> more = new ArrayList<>(right);
                more.add(stranger);
                visitor.accept(event, room.decide(event, more, create));
                for (int i = 0; i < right.size(); i++) {
                    List<AuthEvent> replaced = new ArrayList<>(right);
                    replaced.set(i, stranger);
                    visitor.accept(event, room.decide(event, replaced, create));
                }
            }
        }
    }

    private void federation() {
        for (String create : List.of("{}", "{'m.federate':false}", "{'m.federate':true}", "{'m.federate':'false'}")) {
            for (UserId sender : List.of(ALICE, RITA)) {
                TestRoom room = new TestRoom(version).create(create).joinRule("public").member(sender, "join");
                for (Event event : List.of(room.message(EventType.MESSAGE, sender, "{}"),
                        room.membership(sender, sender, "join"),
                        room.event(EventType.ALIASES, "elsewhere.org", sender, "{}"))) {
                    visitor.accept(event, room.decide(event));
                }
            }
        }
    }

    private void thirdPartyInvites() {
        ObjectNode signed = SignedInvite.signed(BOB, SignedInvite.TOKEN, SignedInvite.KEY);
        List<ObjectNode> contents = List.of(SignedInvite.redeeming(signed),
                SignedInvite.redeeming(SignedInvite.signed(CAROL, SignedInvite.TOKEN, SignedInvite.KEY)),
                SignedInvite.redeeming(SignedInvite.signed(BOB, "unknown", SignedInvite.KEY)),
                SignedInvite.redeeming(SignedInvite.signed(BOB, SignedInvite.TOKEN, SignedInvite.OTHER_KEY)),
                SignedInvite.redeeming(signed.deepCopy().put("mxid", 5)),
                SignedInvite.redeeming(signed.deepCopy().put("token", 5)),
                SignedInvite.redeeming(signed.deepCopy().put("signatures", "none")),
                SignedInvite.redeeming(signed.deepCopy().without("token")),
                SignedInvite.redeeming(signed.deepCopy().without("mxid")),
                (ObjectNode) TestRoom.json("{'third_party_invite':{}}"),
                (ObjectNode) TestRoom.json("{'third_party_invite':null}"),
                (ObjectNode) TestRoom.json("{'third_party_invite':{'signed':[]}}"));
        for (String sender : List.of("none", "join", "leave", "ban")) {
            for (String target : List.of("none", "join", "invite", "leave", "ban", "knock")) {
                TestRoom room = new TestRoom(version).member(CAROL, sender).member(BOB, target)
                        .state(EventType.THIRD_PARTY_INVITE, SignedInvite.TOKEN, CAROL,
                                "{'public_keys':[{},5,{'public_key':'" + SignedInvite.KEY.publicKey() + "'}]}");
                for (UserId inviter : List.of(ALICE, CAROL)) {
                    for (ObjectNode content : contents) {
                        Event event = room.event(EventType.MEMBER, BOB.value(), inviter,
                                content.deepCopy().put("membership", "invite"));
                        visitor.accept(event, room.decide(event));
                    }
                }
            }
        }
    }
}
