package dev.vestibule.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.server.error.MatrixException;
import java.math.BigDecimal;
import java.util.Map;

/**
 * What JSON allows but nothing behind the door can carry: half a surrogate pair, which no UTF-8 can write, and numbers
 * whose short notation hides millions of digits.
 */
public final class JsonLimits {
    private static final int MAX_EXPONENT = 400;

    private JsonLimits() {}

    /**
     * Refuses such things.
     *
     * @throws MatrixException {@code M_BAD_JSON} if the tree holds one anywhere
     */
    public static void check(JsonNode tree) {
        switch (tree.getNodeType()) {
            case OBJECT -> {
                for (Map.Entry<String, JsonNode> member : tree.properties()) {
                    checkText(member.getKey());
                    check(member.getValue());
                }
            }
            case ARRAY -> tree.forEach(JsonLimits::check);
            case STRING -> checkText(tree.textValue());
            case NUMBER -> {
                if (tree.isBigDecimal()) {
                    checkNumber(tree.decimalValue());
                }
            }
            case BOOLEAN, NULL, BINARY, MISSING, POJO -> {
                // Nothing in these can be out of bounds.
            }
        }
    }

    private static void checkText(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean paired = Character.isHighSurrogate(c) && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!paired) {
                    throw MatrixException.badJson("A text in the body is not Unicode: half a surrogate pair.");
                }
                i++;
            }
        }
    }

    private static void checkNumber(BigDecimal number) {
        if (Math.abs((long) number.scale()) > MAX_EXPONENT) {
            throw MatrixException.badJson("A number in the body has too large an exponent.");
        }
    }
}
