package dev.vestibule.authz.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.version.RoomVersion;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a power level out of JSON as a room version allows it to be written.
 *
 * <table>
 * <caption>What is a level</caption>
 * <tr>
 * <th>Room version</th>
 * <th>1 to 5</th>
 * <th>6 to 9</th>
 * <th>10 and later</th>
 * </tr>
 * <tr>
 * <td>integer</td>
 * <td>of any size</td>
 * <td colspan="2">in the range of canonical JSON</td>
 * </tr>
 * <tr>
 * <td>string that holds an integer</td>
 * <td colspan="2">yes</td>
 * <td>no</td>
 * </tr>
 * <tr>
 * <td>float</td>
 * <td>cut off at the point</td>
 * <td colspan="2">no</td>
 * </tr>
 * </table>
 *
 * @see <a href="https://spec.matrix.org/v1.19/rooms/v1/#mroompower_levels-events-accept-values-as-strings">strings</a>
 * @see <a href="https://spec.matrix.org/v1.19/rooms/v1/#mroompower_levels-events-accept-values-as-floats">floats</a>
 */
final class LevelFormat {

    private static final BigInteger CANONICAL_MAX = BigInteger.TWO.pow(53).subtract(BigInteger.ONE);
    private static final BigDecimal DOUBLE_MAX = new BigDecimal(Double.MAX_VALUE);

    /** White space in the sense of Unicode, because the servers whose events these are strip that. */
    private static final Pattern INTEGER_TEXT = Pattern.compile("\\s*([+-]?[0-9]+)\\s*",
            Pattern.UNICODE_CHARACTER_CLASS);

    private LevelFormat() {}

    /** The level that a JSON value stands for; empty when it stands for none in this room version. */
    static Optional<PowerLevel> read(RoomVersion version, JsonNode node) {
        if (node.isIntegralNumber()) {
            return integer(version, node.bigIntegerValue());
        }
        if (node.isTextual() && !version.integerOnlyPowerLevels()) {
            return text(node.textValue());
        }
        if (node.isNumber() && version.powerLevelsMayBeFloats()) {
            return cutOff(node.decimalValue());
        }
        return Optional.empty();
    }

    private static Optional<PowerLevel> integer(RoomVersion version, BigInteger value) {
        return version.strictCanonicalJson() && value.abs().compareTo(CANONICAL_MAX) > 0
                ? Optional.empty()
                : Optional.of(PowerLevel.of(value));
    }

    /** No bound applies to a string: canonical JSON knows only the range of numbers. */
    private static Optional<PowerLevel> text(String text) {
        Matcher matcher = INTEGER_TEXT.matcher(text);
        return matcher.matches() ? Optional.of(PowerLevel.of(new BigInteger(matcher.group(1)))) : Optional.empty();
    }

    /** Compares before it converts, as {@code 1E999999999} would be an integer of a gigabyte. */
    private static Optional<PowerLevel> cutOff(BigDecimal value) {
        if (value.abs().compareTo(DOUBLE_MAX) > 0) {
            return Optional.empty();
        }
        return Optional.of(value.abs().compareTo(BigDecimal.ONE) < 0
                ? PowerLevel.of(0)
                : PowerLevel.of(value.toBigInteger()));
    }
}
