package dev.vestibule.authz.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Takes down what rules look at. A fact that is looked at again keeps its place. */
final class FactLog {

    /** Identifiers fit in; of content that somebody made to be long, the beginning is enough. */
    private static final int LONGEST = 255;

    private final List<Fact> facts = new ArrayList<>();

    void note(String name, Object value) {
        for (Fact fact : facts) {
            if (fact.name().equals(name)) {
                return;
            }
        }
        facts.add(new Fact(name, shortened(spelled(value))));
    }

    private static String spelled(Object value) {
        return value instanceof JsonNode node && node.isTextual() ? node.textValue() : value.toString();
    }

    private static String shortened(String value) {
        return value.length() <= LONGEST ? value : value.substring(0, LONGEST) + "…";
    }

    Facts facts() {
        return new Facts(facts);
    }
}
