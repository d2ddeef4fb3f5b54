package dev.vestibule.authz.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * The one way to write a JSON value, so that hashes and signatures of equal values are equal: members sorted by code
 * point, no white space, nothing escaped that need not be.
 *
 * <p>The strict form takes integers in the range of a double's exact integers and nothing else for a number. The lenient
 * form serves room versions 1 to 5, which took others: whole numbers are written plainly, fractions as short as they can
 * be. Even the lenient form refuses what is unsafe to handle: nesting deeper than {@link #MAX_NESTING}, numbers of more
 * than {@link #MAX_DIGITS} digits, half a surrogate pair. What the strict form takes, both write alike.
 *
 * @see <a href="https://spec.matrix.org/v1.19/appendices/#canonical-json">Canonical JSON</a>
 */
public final class CanonicalJson {
    /** How deep arrays and objects may lie inside each other. */
    public static final int MAX_NESTING = 64;

    /** The most digits a number may have when written without an exponent. */
    public static final int MAX_DIGITS = 1000;

    private CanonicalJson() {}

    /**
     * Writes a value in lenient form.
     *
     * @throws NotCanonicalException if the value is unsafe to handle in any room version
     */
    public static String of(JsonNode value) {
        return new CanonicalWriter(false).write(value, Set.of());
    }

    /**
     * Writes a value in strict form.
     *
     * @throws NotCanonicalException if the value is not what room versions from 6 on accept
     */
    public static String ofStrict(JsonNode value) {
        return new CanonicalWriter(true).write(value, Set.of());
    }

    /**
     * Writes a value in UTF-8, in lenient form.
     *
     * @param without names of members of the object itself that are left out
     * @throws NotCanonicalException if the value is unsafe to handle in any room version
     */
    public static byte[] bytes(JsonNode value, Set<String> without) {
        return new CanonicalWriter(false).write(value, without).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Writes a value in UTF-8, in strict form.
     *
     * @param without names of members of the object itself that are left out, and not looked at
     * @throws NotCanonicalException if the value is not what room versions from 6 on accept
     */
    public static byte[] strictBytes(JsonNode value, Set<String> without) {
        return new CanonicalWriter(true).write(value, without).getBytes(StandardCharsets.UTF_8);
    }

    /** Where and why a value has no strict form; empty if it has one. */
    public static Optional<String> violation(JsonNode value) {
        return reason(value, true);
    }

    /** Where and why a value is unsafe to handle in any room version; empty if it is safe. */
    public static Optional<String> unsafety(JsonNode value) {
        return reason(value, false);
    }

    private static Optional<String> reason(JsonNode value, boolean strict) {
        try {
            new CanonicalWriter(strict).write(value, Set.of());
            return Optional.empty();
        } catch (NotCanonicalException broken) {
            return Optional.of(broken.getMessage());
        }
    }
}
