package dev.vestibule.server.room;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import java.util.List;

/**
 * Keeps levels that are no integers out of new rooms and new events. Old room versions would take some of them, but
 * what they mean differs between implementations.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#mroompower_levels">m.room.power_levels</a>
 */
final class PowerLevelContent {

    private static final List<String> LEVELS = List.of("ban", "events_default", "invite", "kick", "redact",
            "state_default", "users_default");
    private static final List<String> MAPS = List.of("events", "notifications", "users");

    private PowerLevelContent() {}

    /** @throws MatrixException 400 {@code M_BAD_JSON} naming the level that is a string or has a fraction */
    static void refuseNonIntegers(ObjectNode content) {
        LEVELS.forEach(level -> check(level, content.path(level)));
        MAPS.forEach(map -> content.path(map).properties()
                .forEach(entry -> check(map + "[" + entry.getKey() + "]", entry.getValue())));
    }

    private static void check(String name, JsonNode level) {
        if (level.isTextual() || (level.isNumber() && !level.isIntegralNumber())) {
            throw new MatrixException(ErrorCode.BAD_JSON, "The power level " + name + " must be an integer, not "
                    + (level.isTextual() ? "a string." : "a number with a fraction."));
        }
    }
}
