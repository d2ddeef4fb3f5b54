package dev.vestibule.authz.rule;

import static dev.vestibule.authz.rule.TestRoom.ALICE;
import static dev.vestibule.authz.rule.TestRoom.BOB;
import static dev.vestibule.authz.rule.TestRoom.CAROL;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.event.SigningKey;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.version.RoomVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Writes down, for people, who may change whose membership in a room version, and by which rule: an action, then one
 * line for each rule that decides it, led by the target's memberships for which it does.
 */
final class MembershipStateMachine {

    private static final String NONE = "none";
    private static final List<String> JOIN_RULES = List.of("public", "invite", "knock", "restricted",
            "knock_restricted", "private", "made-up", "none set");
    private static final List<String> RESTRICTED = List.of("restricted", "knock_restricted");
    private static final String AUTHORISED = "{'join_authorised_via_users_server':'" + CAROL.value() + "'}";

    /** Distinct numbers, so that a line shows which level decided. */
    private static final String LEVELS = "{'users':{%s},'invite':10,'kick':50,'ban':60}";

    private final RoomVersion version;
    private final List<String> memberships;
    private final StringBuilder text = new StringBuilder();

    private MembershipStateMachine(RoomVersion version) {
        this.version = version;
        this.memberships = version.knowsKnock()
                ? List.of(NONE, "leave", "invite", "join", "knock", "ban")
                : List.of(NONE, "leave", "invite", "join", "ban");
    }

    static String of(RoomVersion version) {
        MembershipStateMachine machine = new MembershipStateMachine(version);
        machine.write();
        return machine.text.toString();
    }

    private void write() {
        line("Room version " + version.id() + ": who may change a membership, and the rule that decides");
        line("");
        line("Alice founded the room and is joined unless said otherwise. Levels: invite 10, kick 50, ban 60.");
        line("Each line: what the membership was before, then the decision, the number of its rule and the rule.");
        joins();
        invites();
        leaves();
        bans();
        knocks();
        oddMemberships();
    }

    private void joins() {
        title("JOIN");
        action("the founder joins directly after the create event", target -> room().member(ALICE, target),
                room -> room.first(ALICE, ALICE, "join"));
        action("somebody else makes the founder join directly after the create event",
                target -> room().member(ALICE, target), room -> room.first(BOB, ALICE, "join"));
        action("an additional creator joins directly after the create event",
                target -> room().create("{'additional_creators':['" + BOB.value() + "']}").member(BOB, target),
                room -> room.first(BOB, BOB, "join"));
        action("the founder joins later; join rule: invite",
                target -> room().joinRule("invite").member(ALICE, target),
                room -> room.membership(ALICE, ALICE, "join"));
        join("somebody joins", JOIN_RULES, "{}", room -> {});
        join("somebody joins, authorised by a member with power 10", RESTRICTED, AUTHORISED,
                room -> room.member(CAROL, "join").powerLevels(levels(CAROL, 10)));
        join("somebody joins, authorised by a member with power 9", RESTRICTED, AUTHORISED,
                room -> room.member(CAROL, "join").powerLevels(levels(CAROL, 9)));
        join("somebody joins, authorised by a former member with power 10", RESTRICTED, AUTHORISED,
                room -> room.member(CAROL, "leave").powerLevels(levels(CAROL, 10)));
        join("somebody joins, authorised by a member whose server has not signed", JOIN_RULES,
                "{'join_authorised_via_users_server':'@rita:elsewhere.org'}", room -> {});
        action("a member with power 100 makes somebody else join; join rule: public",
                target -> room().joinRule("public").member(BOB, target),
                room -> room.membership(ALICE, BOB, "join"));
    }

    private void join(String title, List<String> tried, String content, Consumer<TestRoom> more) {
        alike(tried, joinRules -> title + "; join rule: " + joinRules, joinRule -> outcome(target -> {
            TestRoom room = room().joinRule(joinRule).member(BOB, target);
            more.accept(room);
            return room;
        }, room -> room.membership(BOB, BOB, "join", content)));
    }

    private void invites() {
        title("INVITE");
        byPower("invites", "invite", List.of(9, 10), List.of(0, 100));
        byOutsiders("invites", "invite");
        byOneself("invites themselves", "invite", room -> {});
        thirdParty("redeems a third-party invite, rightly signed", "join", SignedInvite.KEY);
        thirdParty("has left, and redeems a third-party invite, rightly signed", "leave", SignedInvite.KEY);
        thirdParty("redeems a third-party invite, signed with another key", "join", SignedInvite.OTHER_KEY);
    }

    private void thirdParty(String deed, String sender, SigningKey key) {
        ObjectNode signed = SignedInvite.signed(BOB, SignedInvite.TOKEN, key);
        action("the sender of a third-party invite " + deed, target -> room().member(BOB, target)
                .member(CAROL, sender)
                .state(EventType.THIRD_PARTY_INVITE, SignedInvite.TOKEN, CAROL,
                        "{'public_key':'" + SignedInvite.KEY.publicKey() + "'}"),
                room -> room.event(EventType.MEMBER, BOB.value(), CAROL,
                        SignedInvite.redeeming(signed).put("membership", "invite")));
    }

    private void leaves() {
        title("LEAVE");
        byOneself("leaves", "leave", room -> {});
        title("LEAVE OF SOMEBODY ELSE: KICK, UNBAN, TAKING BACK AN INVITE, TURNING DOWN A KNOCK");
        byPower("removes", "leave", List.of(49, 50, 60), List.of(0, 49, 50, 60));
        byOutsiders("removes", "leave");
        byCreators("removes", "leave");
        action("a member with power 55 removes somebody with power 0; ban level 50, kick level 60",
                target -> room().member(CAROL, "join").member(BOB, target)
                        .powerLevels("{'users':{'" + CAROL.value() + "':55},'ban':50,'kick':60}"),
                room -> room.membership(CAROL, BOB, "leave"));
    }

    private void bans() {
        title("BAN");
        byPower("bans", "ban", List.of(59, 60), List.of(0, 59, 60));
        byOutsiders("bans", "ban");
        byOneself("with power 100 bans themselves", "ban", room -> room.powerLevels(levels(BOB, 100)));
        byCreators("bans", "ban");
    }

    private void knocks() {
        title("KNOCK");
        alike(JOIN_RULES, joinRules -> "somebody knocks; join rule: " + joinRules,
                joinRule -> outcome(target -> room().joinRule(joinRule).member(BOB, target),
                        room -> room.membership(BOB, BOB, "knock")));
        action("a member with power 100 makes somebody else knock; join rule: knock",
                target -> room().joinRule("knock").member(BOB, target),
                room -> room.membership(ALICE, BOB, "knock"));
    }

    private void oddMemberships() {
        title("ANYTHING ELSE");
        byOneself("sets the membership made-up", "made-up", room -> {});
        action("somebody sets no membership", target -> room().member(BOB, target),
                room -> room.event(EventType.MEMBER, BOB.value(), BOB, "{}"));
    }

    private void byOneself(String deed, String membership, Consumer<TestRoom> more) {
        action("somebody " + deed, target -> {
            TestRoom room = room().member(BOB, target);
            more.accept(room);
            return room;
        }, room -> room.membership(BOB, BOB, membership));
    }

    private void byPower(String deed, String membership, List<Integer> powers, List<Integer> targetPowers) {
        for (int power : powers) {
            alike(targetPowers,
                    others -> "a member with power " + power + " " + deed + " somebody with power " + others,
                    targetPower -> outcome(
                            target -> room().member(CAROL, "join").member(BOB, target)
                                    .powerLevels(levels(CAROL, power, BOB, targetPower)),
                            room -> room.membership(CAROL, BOB, membership)));
        }
    }

    private void byOutsiders(String deed, String membership) {
        List<String> notJoined = memberships.stream().filter(other -> !other.equals("join")).toList();
        alike(notJoined,
                senders -> "somebody with power 100 and membership " + senders + " " + deed
                        + " somebody with power 0",
                sender -> outcome(
                        target -> room().member(CAROL, sender).member(BOB, target).powerLevels(levels(CAROL, 100)),
                        room -> room.membership(CAROL, BOB, membership)));
    }

    /** From the version on that has infinite power; the same lines before it show ordinary powers. */
    private void byCreators(String deed, String membership) {
        Function<String, TestRoom> withCreators = target -> room()
                .create("{'additional_creators':['" + CAROL.value() + "']}")
                .member(CAROL, "join").powerLevels(levels(BOB, 9_007_199_254_740_991L)).member(BOB, target);
        action("an additional creator " + deed + " somebody with the highest power", withCreators,
                room -> room.membership(CAROL, BOB, membership));
        action("the founder " + deed + " an additional creator",
                target -> withCreators.apply("join").member(CAROL, target),
                room -> room.membership(ALICE, CAROL, membership));
        action("a member with the highest power " + deed + " an additional creator",
                target -> withCreators.apply("join").member(CAROL, target),
                room -> room.membership(BOB, CAROL, membership));
    }

    private TestRoom room() {
        return new TestRoom(version).member(ALICE, "join").powerLevels(levels(CAROL, 0));
    }

    private String levels(UserId user, long power) {
        return LEVELS.formatted(founder() + entry(user, power));
    }

    private String levels(UserId user, long power, UserId other, long otherPower) {
        return LEVELS.formatted(founder() + entry(user, power) + "," + entry(other, otherPower));
    }

    private String founder() {
        return version.creatorsHaveInfinitePower() ? "" : entry(ALICE, 100) + ",";
    }

    private static String entry(UserId user, long power) {
        return "'" + user.value() + "':" + power;
    }

    private void action(String title, Function<String, TestRoom> roomByTarget, Function<TestRoom, Event> event) {
        write(title, outcome(roomByTarget, event));
    }

    /** Writes an action in several variants, together those whose outcome is the same. */
    private <V> void alike(List<V> variants, Function<String, String> title, Function<V, List<String>> outcome) {
        Map<List<String>, List<String>> variantsByOutcome = new LinkedHashMap<>();
        for (V variant : variants) {
            variantsByOutcome.computeIfAbsent(outcome.apply(variant), unseen -> new ArrayList<>())
                    .add(variant.toString());
        }
        variantsByOutcome.forEach((lines,
                same) -> write(title.apply(alternatives(same)), lines));
    }

    private static String alternatives(List<String> words) {
        return words.size() == 1
                ? words.getFirst()
                : String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.getLast();
    }

    /** Tries an action with every membership that the target can have; a line for each rule that decides. */
    private List<String> outcome(Function<String, TestRoom> roomByTarget, Function<TestRoom, Event> event) {
        Map<String, List<String>> targetsByDecision = new LinkedHashMap<>();
        for (String target : memberships) {
            TestRoom room = roomByTarget.apply(target);
            Decision decision = room.decide(event.apply(room));
            targetsByDecision.computeIfAbsent(describe(decision), unseen -> new ArrayList<>()).add(target);
        }
        List<String> lines = new ArrayList<>();
        targetsByDecision.forEach((decision, targets) -> lines.add("    %-36s %s".formatted(
                targets.equals(memberships) ? "any" : String.join(", ", targets), decision)));
        return lines;
    }

    private void write(String title, List<String> lines) {
        line("");
        line(title);
        lines.forEach(this::line);
    }

    private static String describe(Decision decision) {
        return "%-9s %-9s %s".formatted(decision.allowed() ? "allowed" : "REJECTED", decision.citation().number(),
                decision.citation().rule());
    }

    private void title(String title) {
        line("");
        line("");
        line(title);
    }

    private void line(String line) {
        text.append(line.stripTrailing()).append('\n');
    }
}
