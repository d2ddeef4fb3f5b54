package dev.vestibule.conformance.suite;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A room that a test needs: its version, who may join, who has which power. The levels are always written out, so that
 * no test depends on what a server's presets say: invite, kick, ban and state need 50, the creator has the highest.
 */
public final class RoomPlan {

    private final int version;
    private final Map<String, Object> joinRules;
    private final Map<Actor, Integer> levels;
    private final Map<String, Object> overrides;

    private RoomPlan(int version, Map<String, Object> joinRules, Map<Actor, Integer> levels,
            Map<String, Object> overrides) {
        this.version = version;
        this.joinRules = joinRules;
        this.levels = levels;
        this.overrides = overrides;
    }

    /** A public room of the version that most rooms have today. */
    public static RoomPlan publicRoom() {
        return version(11);
    }

    /** A room that only invited users enter. */
    public static RoomPlan inviteRoom() {
        return publicRoom().joinRule("invite");
    }

    /** A public room of this version. */
    public static RoomPlan version(int version) {
        return new RoomPlan(version, Map.of("join_rule", "public"), Map.of(), Map.of());
    }

    /** With this join rule. */
    public RoomPlan joinRule(String joinRule) {
        return new RoomPlan(version, Map.of("join_rule", joinRule), levels, overrides);
    }

    /** With this content of {@code m.room.join_rules}. */
    public RoomPlan joinRules(Map<String, Object> content) {
        return new RoomPlan(version, content, levels, overrides);
    }

    /** With members of other rooms let in: {@code restricted} or {@code knock_restricted}. */
    public RoomPlan restrictedTo(String joinRule, Room... allowed) {
        return joinRules(restricted(joinRule, allowed));
    }

    /** The content of join rules that let in the members of other rooms. */
    public static Map<String, Object> restricted(String joinRule, Room... allowed) {
        List<Map<String, String>> allow = List.of(allowed).stream()
                .map(room -> Map.of("type", "m.room_membership", "room_id", room.id())).toList();
        return Map.of("join_rule", joinRule, "allow", allow);
    }

    /** With a power level for somebody who need not be a member. */
    public RoomPlan level(Actor user, int level) {
        Map<Actor, Integer> more = new HashMap<>(levels);
        more.put(user, level);
        return new RoomPlan(version, joinRules, Map.copyOf(more), overrides);
    }

    /** With another required level, such as {@code ban} or {@code users_default}. */
    public RoomPlan requires(String key, Object level) {
        Map<String, Object> more = new HashMap<>(overrides);
        more.put(key, level);
        return new RoomPlan(version, joinRules, levels, Map.copyOf(more));
    }

    /** The body of createRoom. */
    private Map<String, Object> bodyFor(Actor creator, List<String> invite) {
        Map<String, Object> users = new TreeMap<>();
        if (version < 12) {
            users.put(creator.userId(), 100);
        }
        levels.forEach((user, level) -> users.put(user.userId(), level));
        Map<String, Object> powerLevels = new TreeMap<>(Map.of("invite", 50, "kick", 50, "ban", 50, "state_default",
                50, "events_default", 0, "users_default", 0, "events", Map.of(), "users", users));
        powerLevels.putAll(overrides);
        return Map.of("invite", invite, "room_version", Integer.toString(version), "preset", "public_chat",
                "initial_state",
                List.of(Map.of("type", "m.room.join_rules", "state_key", "", "content", joinRules)),
                "power_level_content_override", powerLevels);
    }

    /** Makes the room and lets further users join it, which needs a public one. */
    public Room by(Actor creator, Actor... members) {
        Room room = makeBy(creator, List.of());
        for (Actor member : members) {
            member.join(room).ok();
        }
        return room;
    }

    private Room makeBy(Actor creator, List<String> invite) {
        return new Room(creator.post(Endpoint.v3("createRoom"), bodyFor(creator, invite)).ok().string("room_id"));
    }

    /**
     * Makes the room with somebody already standing in a given relation to it. The way there leads through a room that
     * allows it; the planned join rule is set last.
     */
    public Room with(Actor creator, Actor target, Membership standing) {
        if (standing == Membership.INVITE) {
            return makeBy(creator, List.of(target.userId()));
        }
        Map<String, Object> onTheWay = switch (standing) {
            case JOIN, LEAVE -> Map.of("join_rule", "public");
            case KNOCK -> Map.of("join_rule", "knock");
            case NONE, INVITE, BAN -> joinRules;
        };
        Room room = joinRules(onTheWay).by(creator);
        switch (standing) {
            case NONE, INVITE -> {
            }
            case JOIN -> target.join(room).ok();
            case LEAVE -> {
                target.join(room).ok();
                target.leave(room).ok();
            }
            case KNOCK -> target.knock(room).ok();
            case BAN -> creator.ban(room, target).ok();
        }
        if (!onTheWay.equals(joinRules)) {
            creator.putState(room, "m.room.join_rules", "", joinRules).ok();
        }
        return room;
    }
}
