package dev.vestibule.server.room;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.id.InvalidIdentifierException;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.authz.rule.PowerLevels;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The power levels of a room as a room of another version can have them: as integers, and without the creators where
 * those stand above all levels, or with them where they need a level.
 *
 * @see <a href="https://spec.matrix.org/v1.19/rooms/v12/">room version 12</a>
 */
final class UpgradedPowerLevels {

    private static final List<String> NAMED = List.of("ban", "events_default", "invite", "kick", "redact",
            "state_default", "users_default");
    private static final List<String> TABLES = List.of("events", "notifications", "users");
    private static final String USERS = "users";
    private static final String EVENTS = "events";
    private static final BigInteger GREATEST = BigInteger.TWO.pow(53).subtract(BigInteger.ONE);
    private static final BigInteger FOUNDER = BigInteger.valueOf(100);
    /** As in rooms that begin with creators above all levels: replacing the room is not every admin's. */
    private static final BigInteger ABOVE_ADMINS = BigInteger.valueOf(150);

    private UpgradedPowerLevels() {}

    /** The content for the new room; empty if the old one has no levels, so that both go by the defaults. */
    static Optional<ObjectNode> of(Predecessor before, UserId upgrader, UpgradeRequest request) {
        if (before.powerLevels().isEmpty()) {
            return Optional.empty();
        }
        ObjectNode content = asIntegers(before.powerLevels().get().content());
        boolean wereAbove = before.version().creatorsHaveInfinitePower();
        boolean areAbove = request.version().creatorsHaveInfinitePower();
        if (areAbove) {
            ObjectNode users = table(content, USERS);
            users.remove(upgrader.value());
            request.additionalCreators().forEach(creator -> users.remove(creator.value()));
        } else if (wereAbove) {
            placeCreators(content, before);
        }
        if (areAbove && !wereAbove) {
            ObjectNode events = table(content, EVENTS);
            events.put(EventType.TOMBSTONE, ABOVE_ADMINS.max(greatest(List.of(events.path(EventType.TOMBSTONE)))));
        }
        return Optional.of(content);
    }

    /** Who needed no level gets one that nothing in the room is above. */
    private static void placeCreators(ObjectNode content, Predecessor before) {
        Set<JsonNode> all = new HashSet<>();
        NAMED.forEach(name -> all.add(content.path(name)));
        TABLES.forEach(name -> content.path(name).forEach(all::add));
        BigInteger top = FOUNDER.max(greatest(all));
        ObjectNode users = table(content, USERS);
        PowerLevels.of(before.version(), before.create(), before.powerLevels()).creators()
                .forEach(creator -> users.put(creator.value(), top));
    }

    private static BigInteger greatest(Iterable<JsonNode> levels) {
        BigInteger greatest = BigInteger.ZERO;
        for (JsonNode level : levels) {
            greatest = greatest.max(level.isIntegralNumber() ? level.bigIntegerValue() : BigInteger.ZERO);
        }
        return greatest;
    }

    private static ObjectNode table(ObjectNode content, String name) {
        return content.path(name) instanceof ObjectNode there ? there : content.putObject(name);
    }

    /** Old versions let texts and fractions pass for levels; what is none in any version is left out. */
    private static ObjectNode asIntegers(JsonNode content) {
        ObjectNode integers = JsonTree.object();
        content.properties().forEach(entry -> {
            String name = entry.getKey();
            if (NAMED.contains(name)) {
                integer(entry.getValue()).ifPresent(level -> integers.put(name, level));
            } else if (!TABLES.contains(name)) {
                integers.set(name, entry.getValue());
            } else if (entry.getValue().isObject()) {
                integers.set(name, integersIn(entry.getValue(), name.equals(USERS)));
            }
        });
        return integers;
    }

    private static ObjectNode integersIn(JsonNode table, boolean ofUsers) {
        ObjectNode integers = JsonTree.object();
        table.properties().stream().filter(entry -> !ofUsers || isUserId(entry.getKey())).forEach(
                entry -> integer(entry.getValue()).ifPresent(level -> integers.put(entry.getKey(), level)));
        return integers;
    }

    private static Optional<BigInteger> integer(JsonNode level) {
        if (level.isNumber()) {
            return Optional.of(bounded(level.decimalValue().toBigInteger()));
        }
        String text = level.asText("").strip();
        return level.isTextual() && text.matches("[+-]?[0-9]{1,30}")
                ? Optional.of(bounded(new BigInteger(text)))
                : Optional.empty();
    }

    private static BigInteger bounded(BigInteger level) {
        return level.min(GREATEST).max(GREATEST.negate());
    }

    private static boolean isUserId(String text) {
        try {
            return !UserId.parse(text).value().isEmpty();
        } catch (InvalidIdentifierException malformed) {
            return false;
        }
    }
}
