package dev.vestibule.server.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.Change;
import dev.vestibule.storage.Snapshot;
import dev.vestibule.storage.Storage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * The push rules of users: the default set until they change something, then all rules as they left them, kept as the
 * account data that clients hear of in sync.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#push-rules-api">Push rules</a>
 */
public final class PushRules {
    private static final String GLOBAL = "global";
    private static final String RULE_ID = "rule_id";
    private static final String MASTER = ".m.rule.master";
    /** Every rule is asked of every event that somebody has not read. */
    private static final int MOST_OF_A_KIND = 200;
    private static final int MOST_CHARACTERS = 1_024;

    private final Storage storage;
    private final UserLocks locks;

    public PushRules(Storage storage, UserLocks locks) {
        this.storage = storage;
        this.locks = locks;
    }

    /** Which rule. */
    public record Name(PushRuleKind kind, String ruleId) {}

    /** Where a rule is to stand: right before or right after another of its kind. */
    public record Place(boolean before, String ruleId) {}

    /** All rules of a user: the content of {@code m.push_rules}. */
    public static ObjectNode of(Snapshot snapshot, UserId user) {
        return snapshot.ofAccounts().accountData(user, Optional.empty(), DefaultPushRules.TYPE)
                .map(row -> row.content()).filter(ObjectNode.class::isInstance).map(ObjectNode.class::cast)
                .orElseGet(() -> DefaultPushRules.of(user));
    }

    /** All rules of a user. */
    public ObjectNode of(UserId user) {
        return storage.read(snapshot -> of(snapshot, user));
    }

    /**
     * One rule.
     *
     * @throws MatrixException {@code M_NOT_FOUND} if there is none of that name
     */
    public ObjectNode rule(UserId user, Name name) {
        return rule(rules(of(user), name.kind()), name);
    }

    /**
     * Adds a rule, or changes the one of that name. A new rule is the most important of its kind that the user made.
     *
     * @param rule  its actions, and its conditions or its pattern
     * @param place where it is to stand instead
     * @throws MatrixException {@code M_INVALID_PARAM} if the name is not one that users give, or there is no such place; if the
     *                         rule is too long, or one too many
     */
    public void put(UserId user, Name name, ObjectNode rule, Optional<Place> place) {
        if (name.ruleId().startsWith(".") || name.ruleId().contains("/") || name.ruleId().contains("\\")) {
            throw MatrixException.invalidParam(
                    "The ID of your own push rule must not begin with a dot nor have a slash or backslash in it.");
        }
        if (rule.toString().length() > MOST_CHARACTERS) {
            throw MatrixException.invalidParam("A push rule must not have more than " + MOST_CHARACTERS
                    + " characters: make two of it.");
        }
        change(user, rules -> {
            ArrayNode kind = rules(rules, name.kind());
            OptionalInt there = indexOf(kind, name.ruleId());
            if (there.isEmpty() && isFull(kind)) {
                throw MatrixException.invalidParam("You have " + MOST_OF_A_KIND + " push rules of kind "
                        + name.kind().wire() + ", which is the most there can be: remove one of them first.");
            }
            boolean enabled = there.isEmpty() || kind.get(there.getAsInt()).path("enabled").asBoolean(true);
            ObjectNode made = rule.deepCopy().put(RULE_ID, name.ruleId()).put("default", false).put("enabled", enabled);
            if (there.isPresent() && place.isEmpty()) {
                kind.set(there.getAsInt(), made);
                return;
            }
            there.ifPresent(kind::remove);
            kind.insert(place.map(where -> index(kind, where)).orElseGet(() -> top(kind)), made);
        });
    }

    /**
     * Removes a rule.
     *
     * @throws MatrixException {@code M_NOT_FOUND} if there is none of that name, {@code M_INVALID_PARAM} for one of the
     *                         default set, which can only be disabled
     */
    public void remove(UserId user, Name name) {
        change(user, rules -> {
            ArrayNode kind = rules(rules, name.kind());
            if (rule(kind, name).path("default").asBoolean()) {
                throw MatrixException.invalidParam("'" + name.ruleId()
                        + "' is one of the rules that everybody has: disable it instead.");
            }
            indexOf(kind, name.ruleId()).ifPresent(kind::remove);
        });
    }

    /**
     * Sets one property of a rule.
     *
     * @throws MatrixException {@code M_NOT_FOUND} if there is no such rule
     */
    public void set(UserId user, Name name, String property, JsonNode value) {
        change(user, rules -> rule(rules(rules, name.kind()), name).set(property, value));
    }

    private void change(UserId user, Consumer<ObjectNode> edit) {
        locks.during(user, () -> {
            ObjectNode before = of(user);
            ObjectNode after = before.deepCopy();
            edit.accept(after);
            if (!after.equals(before)) {
                storage.write(List.of(new Change.AccountDataSet(user, Optional.empty(), DefaultPushRules.TYPE, after)));
            }
            return null;
        });
    }

    /**
     * The rules with another one for each that names a room, which says the same of the room that replaced it.
     *
     * @return empty if there is nothing to add
     */
    public static Optional<ObjectNode> carriedOver(Snapshot snapshot, UserId user, RoomId old, RoomId replacement) {
        ObjectNode rules = of(snapshot, user).deepCopy();
        boolean added = false;
        for (PushRuleKind kind : PushRuleKind.values()) {
            ArrayNode ofKind = rules(rules, kind);
            for (int i = ofKind.size() - 1; i >= 0; i--) {
                ObjectNode other = ofKind.get(i).deepCopy();
                if (pointTo(other, kind, old.value(), replacement.value())
                        && indexOf(ofKind, other.path(RULE_ID).asText()).isEmpty() && !isFull(ofKind)) {
                    ofKind.insert(i, other);
                    added = true;
                }
            }
        }
        return added ? Optional.of(rules) : Optional.empty();
    }

    /** Lets a rule that names a room name another one, under an ID of its own; whether it did. */
    private static boolean pointTo(ObjectNode rule, PushRuleKind kind, String room, String other) {
        String ruleId = rule.path(RULE_ID).asText();
        boolean names = kind == PushRuleKind.ROOM && ruleId.equals(room);
        for (JsonNode condition : rule.path("conditions")) {
            String says = switch (condition.path("kind").asText()) {
                case "event_match" -> "pattern";
                case "event_property_is" -> "value";
                default -> "";
            };
            if (condition.path("key").asText().equals("room_id") && condition.path(says).asText().equals(room)) {
                ((ObjectNode) condition).put(says, other);
                names = true;
            }
        }
        // Clients give a rule about a room that room's ID, whatever its kind; and of others there may be several.
        rule.put(RULE_ID, ruleId.contains(room) ? ruleId.replace(room, other) : ruleId + ":" + other);
        return names;
    }

    private static boolean isFull(ArrayNode ofKind) {
        return ofKind.valueStream().filter(rule -> !rule.path("default").asBoolean()).count() >= MOST_OF_A_KIND;
    }

    private static ArrayNode rules(ObjectNode all, PushRuleKind kind) {
        return all.withObject("/" + GLOBAL).withArray("/" + kind.wire());
    }

    private static ObjectNode rule(ArrayNode rules, Name name) {
        int index = indexOf(rules, name.ruleId()).orElseThrow(() -> MatrixException.notFound(
                "You have no push rule '" + name.ruleId() + "' of kind " + name.kind().wire() + "."));
        return (ObjectNode) rules.get(index);
    }

    private static OptionalInt indexOf(ArrayNode rules, String ruleId) {
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).path(RULE_ID).asText().equals(ruleId)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    private static int index(ArrayNode rules, Place place) {
        int other = indexOf(rules, place.ruleId()).orElse(-1);
        if (other < 0 || rules.get(other).path("default").asBoolean()) {
            throw MatrixException.invalidParam("You have made no push rule '" + place.ruleId()
                    + "' of this kind before or after which another could stand.");
        }
        return place.before() ? other : other + 1;
    }

    /** The rule that switches everything off stays before all others. */
    private static int top(ArrayNode rules) {
        return rules.path(0).path(RULE_ID).asText().equals(MASTER) ? 1 : 0;
    }
}
