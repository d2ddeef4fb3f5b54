package dev.vestibule.authz.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes one value as canonical JSON and checks it on the way. Used once. */
final class CanonicalWriter {
    private static final long MAX_INTEGER = (1L << 53) - 1;
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final boolean strict;
    private final StringBuilder out = new StringBuilder(512);
    private final List<String> path = new ArrayList<>();

    CanonicalWriter(boolean strict) {
        this.strict = strict;
    }

    String write(JsonNode value, Set<String> without) {
        if (value instanceof ObjectNode object) {
            object(object, without);
        } else {
            value(value);
        }
        return out.toString();
    }

    private void value(JsonNode value) {
        switch (value.getNodeType()) {
            case OBJECT -> object((ObjectNode) value, Set.of());
            case ARRAY -> array(value);
            case STRING -> text(value.textValue());
            case NUMBER -> number(value);
            case BOOLEAN -> out.append(value.booleanValue());
            case NULL -> out.append("null");
            default -> throw broken("is not a JSON value");
        }
    }

    private void object(ObjectNode object, Set<String> without) {
        List<Map.Entry<String, JsonNode>> members = new ArrayList<>(object.size());
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            if (!without.contains(member.getKey())) {
                members.add(member);
            }
        }
        members.sort(Map.Entry.comparingByKey(CodePointOrder.INSTANCE));
        char separator = '{';
        for (Map.Entry<String, JsonNode> member : members) {
            enter(member.getKey());
            out.append(separator);
            text(member.getKey());
            out.append(':');
            value(member.getValue());
            path.removeLast();
            separator = ',';
        }
        out.append(members.isEmpty() ? "{}" : "}");
    }

    private void array(JsonNode array) {
        out.append('[');
        Iterator<JsonNode> elements = array.elements();
        for (int i = 0; elements.hasNext(); i++) {
            enter("");
            path.set(path.size() - 1, "[" + i + "]");
            if (i > 0) {
                out.append(',');
            }
            value(elements.next());
            path.removeLast();
        }
        out.append(']');
    }

    private void enter(String name) {
        path.add(name);
        if (path.size() > CanonicalJson.MAX_NESTING) {
            throw broken("is nested deeper than " + CanonicalJson.MAX_NESTING + " levels");
        }
    }

    private void number(JsonNode number) {
        if (number.isInt() || number.isLong()) {
            long value = number.longValue();
            if (strict && (value > MAX_INTEGER || value < -MAX_INTEGER)) {
                throw outOfRange();
            }
            out.append(value);
        } else if (number.isBigInteger()) {
            if (strict) {
                throw outOfRange();
            }
            out.append(number.bigIntegerValue());
        } else if (strict) {
            throw broken("must be an integer, without decimal point and exponent");
        } else {
            out.append(plain(number.decimalValue()));
        }
    }

    /** Without exponent: safe only because the count of digits is looked at before any is written. */
    private String plain(BigDecimal number) {
        BigDecimal shortest = number.stripTrailingZeros();
        long digits = Math.max(shortest.precision(), shortest.precision() - (long) shortest.scale())
                + Math.max(0, shortest.scale());
        if (digits > CanonicalJson.MAX_DIGITS) {
            throw broken("has more than " + CanonicalJson.MAX_DIGITS + " digits");
        }
        return shortest.toPlainString();
    }

    private void text(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit >= 0x20 && unit != '"' && unit != '\\') {
                if (Character.isSurrogate(unit)) {
                    if (i + 1 == text.length() || !Character.isSurrogatePair(unit, text.charAt(i + 1))) {
                        throw broken("contains half a surrogate pair");
                    }
                    out.append(unit);
                    i++;
                    unit = text.charAt(i);
                }
                out.append(unit);
            } else {
                escape(unit);
            }
        }
        out.append('"');
    }

    private void escape(char unit) {
        switch (unit) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> out.append("\\u00").append(HEX[unit >> 4]).append(HEX[unit & 0xf]);
        }
    }

    private NotCanonicalException outOfRange() {
        return broken("must be between -9007199254740991 and 9007199254740991");
    }

    private NotCanonicalException broken(String how) {
        StringBuilder where = new StringBuilder();
        for (String step : path) {
            where.append(where.isEmpty() || step.startsWith("[") ? "" : ".").append(step);
        }
        return new NotCanonicalException((where.isEmpty() ? "The value" : "'" + where + "'") + " " + how + ".");
    }
}
