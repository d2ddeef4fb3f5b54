package dev.vestibule.authz.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes one value as canonical JSON and checks it on the way. Used once. */
final class CanonicalWriter {
    private static final long MAX_INTEGER = (1L << 53) - 1;
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final boolean strict;
    private final StringBuilder out = new StringBuilder(512);
    private int nesting;

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
            default -> throw new NotCanonicalException("is not a JSON value");
        }
    }

    private void object(ObjectNode object, Set<String> without) {
        enter();
        char separator = '{';
        for (Map.Entry<String, JsonNode> member : sorted(object, without)) {
            out.append(separator);
            separator = ',';
            try {
                text(member.getKey());
                out.append(':');
                value(member.getValue());
            } catch (NotCanonicalException broken) {
                throw broken.in(member.getKey());
            }
        }
        out.append(separator == '{' ? "{}" : "}");
        nesting--;
    }

    private static List<Map.Entry<String, JsonNode>> sorted(ObjectNode object, Set<String> without) {
        List<Map.Entry<String, JsonNode>> members = new ArrayList<>(object.size());
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            if (!without.contains(member.getKey())) {
                members.add(member);
            }
        }
        members.sort(Map.Entry.comparingByKey(CodePointOrder.INSTANCE));
        return members;
    }

    private void array(JsonNode array) {
        enter();
        out.append('[');
        for (int i = 0; i < array.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            try {
                value(array.get(i));
            } catch (NotCanonicalException broken) {
                throw broken.in(i);
            }
        }
        out.append(']');
        nesting--;
    }

    private void enter() {
        nesting++;
        if (nesting > CanonicalJson.MAX_NESTING) {
            throw new NotCanonicalException("is nested deeper than " + CanonicalJson.MAX_NESTING + " levels");
        }
    }

    private void number(JsonNode number) {
        if (!number.isIntegralNumber()) {
            out.append(fraction(number));
        } else if (number.canConvertToLong()) {
            long value = number.longValue();
            if (strict && (value > MAX_INTEGER || value < -MAX_INTEGER)) {
                throw outOfRange();
            }
            out.append(value);
        } else if (strict) {
            throw outOfRange();
        } else {
            out.append(number.bigIntegerValue());
        }
    }

    private String fraction(JsonNode number) {
        if (strict) {
            throw new NotCanonicalException("must be an integer, written without decimal point and exponent");
        }
        BigDecimal shortest = number.decimalValue().stripTrailingZeros();
        if (digits(shortest) > CanonicalJson.MAX_DIGITS) {
            throw new NotCanonicalException("has more than " + CanonicalJson.MAX_DIGITS + " digits");
        }
        return shortest.toPlainString();
    }

    /** How many digits the plain form has; counted, as writing 1e999999999 out would take a gigabyte. */
    private static long digits(BigDecimal number) {
        long scale = number.scale();
        return scale > 0 ? Math.max(number.precision(), scale + 1) : number.precision() - scale;
    }

    private static NotCanonicalException outOfRange() {
        return new NotCanonicalException("must be between " + -MAX_INTEGER + " and " + MAX_INTEGER);
    }

    private void text(String text) {
        out.append('"');
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char unit = text.charAt(i);
            if (unit < 0x20 || unit == '"' || unit == '\\') {
                escape(unit);
            } else if (Character.isSurrogate(unit)) {
                if (i + 1 == length || !Character.isSurrogatePair(unit, text.charAt(i + 1))) {
                    throw new NotCanonicalException("contains half a surrogate pair");
                }
                out.append(unit).append(text.charAt(i + 1));
                i++;
            } else {
                out.append(unit);
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
}
