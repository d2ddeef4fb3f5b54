package dev.vestibule.server.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.error.MatrixException;
import java.util.Locale;
import java.util.Optional;

/** The kinds of push rules, and what a rule of each is made of. */
public enum PushRuleKind {
    OVERRIDE, CONTENT, ROOM, SENDER, UNDERRIDE;

    /** Each event of each room may be held against a pattern. */
    private static final int MOST_PATTERN = 1024;

    /** Its name in requests. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Finds the kind that a request names.
     *
     * @throws MatrixException {@code M_INVALID_PARAM} if there is none of that name
     */
    public static PushRuleKind of(String wire) {
        for (PushRuleKind kind : values()) {
            if (kind.wire().equals(wire)) {
                return kind;
            }
        }
        throw MatrixException.invalidParam("A push rule is of the kind override, content, room, sender or underride, "
                + "not '" + wire + "'.");
    }

    /**
     * Reads what a request says about a rule.
     *
     * @throws MatrixException {@code M_MISSING_PARAM} or {@code M_BAD_JSON} if it says too little or something else
     */
    public ObjectNode read(ObjectNode body) {
        ObjectNode rule = JsonTree.object();
        rule.set("actions", actions(body));
        switch (this) {
            case OVERRIDE, UNDERRIDE -> rule.set("conditions", conditions(body));
            case CONTENT -> rule.put("pattern", pattern(body));
            case ROOM, SENDER -> {
                // Its ID says which room or whose events.
            }
        }
        return rule;
    }

    /**
     * Reads the actions of a rule.
     *
     * @throws MatrixException {@code M_MISSING_PARAM} or {@code M_BAD_JSON} if there are none or they are no actions
     */
    public static ArrayNode actions(ObjectNode body) {
        ArrayNode actions = array(body, "actions").orElseThrow(() -> MatrixException.missingParam("actions"));
        for (JsonNode action : actions) {
            if (!action.isTextual() && !action.path("set_tweak").isTextual()) {
                throw MatrixException.badJson("An action is \"notify\" or an object with a string 'set_tweak'.");
            }
        }
        return actions;
    }

    private static ArrayNode conditions(ObjectNode body) {
        ArrayNode conditions = array(body, "conditions").orElseGet(JsonTree::array);
        for (JsonNode condition : conditions) {
            if (!condition.path("kind").isTextual()) {
                throw MatrixException.badJson("A condition is an object with a string 'kind'.");
            }
            checked(condition.path("pattern").asText(""));
        }
        return conditions;
    }

    private static String pattern(ObjectNode body) {
        if (!body.hasNonNull("pattern")) {
            throw MatrixException.missingParam("pattern");
        }
        if (!body.get("pattern").isTextual()) {
            throw MatrixException.badJson("'pattern' must be a string.");
        }
        return checked(body.get("pattern").textValue());
    }

    private static String checked(String pattern) {
        if (pattern.length() > MOST_PATTERN) {
            throw MatrixException.invalidParam("A pattern has at most " + MOST_PATTERN + " characters.");
        }
        return pattern;
    }

    private static Optional<ArrayNode> array(ObjectNode body, String key) {
        if (!body.hasNonNull(key)) {
            return Optional.empty();
        }
        if (!(body.get(key) instanceof ArrayNode array)) {
            throw MatrixException.badJson("'" + key + "' must be an array.");
        }
        return Optional.of(array);
    }
}
