package dev.vestibule.authz.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.id.UserId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A candidate of type {@code m.room.power_levels}, seen as a change from the room's current power levels. */
final class PowerLevelChange implements Subject {

    private static final String EVENTS = "events";
    private static final String NOTIFICATIONS = "notifications";
    private static final String USERS = "users";

    private final Candidate candidate;
    private final JsonNode before;
    private final JsonNode after;

    private PowerLevelChange(Candidate candidate) {
        this.candidate = candidate;
        this.before = candidate.state(StateKey.POWER_LEVELS).map(Event::content).orElse(MissingNode.getInstance());
        this.after = candidate.content();
    }

    /** The candidate as a change of power levels; none when it is of another type. */
    static List<PowerLevelChange> in(Candidate candidate) {
        return candidate.typeIs(EventType.POWER_LEVELS) ? List.of(new PowerLevelChange(candidate)) : List.of();
    }

    @Override
    public Candidate candidate() {
        return candidate;
    }

    /** Whether a level at the top of the content is there but is no level. */
    boolean hasMalformedField() {
        for (Level level : Level.values()) {
            if (notes(level.property(), property(after, level.property()))) {
                return true;
            }
        }
        return false;
    }

    /** Whether {@code events} or {@code notifications} is there but does not map names to levels. */
    boolean hasMalformedEntry() {
        return isMalformedMap(EVENTS, name -> true) || isMalformedMap(NOTIFICATIONS, name -> true);
    }

    /** Whether {@code users} is there but does not map user IDs to levels. */
    boolean hasMalformedUser() {
        return isMalformedMap(USERS, name -> Property.parseUserId(name).isPresent());
    }

    /** Whether {@code users} lists a creator. */
    boolean namesCreator() {
        for (UserId creator : candidate.powerLevels().creators()) {
            if (after.path(USERS).has(creator.value())) {
                candidate.note(FactName.LEVEL_PROPERTY, path(USERS, creator.value()));
                return true;
            }
        }
        return false;
    }

    /** Whether the room has no power levels yet. */
    boolean isFirst() {
        return before.isMissingNode();
    }

    /** The levels at the top of the content that differ. */
    List<Alteration> alteredFields() {
        return Stream.of(Level.values()).map(Level::property).flatMap(name -> altered(before, after, "", name))
                .toList();
    }

    /** The levels of event types and, where the room version looks at them, of notifications that differ. */
    List<Alteration> alteredEntries() {
        List<Alteration> events = alteredIn(EVENTS, name -> true);
        if (!candidate.version().notificationsLevelsAreChecked()) {
            return events;
        }
        return Stream.concat(events.stream(), alteredIn(NOTIFICATIONS, name -> true).stream()).toList();
    }

    /** The levels of users that differ. */
    List<Alteration> alteredUsers() {
        return alteredIn(USERS, name -> true);
    }

    /** The levels of users that differ, without the sender's own, which may always be lowered. */
    List<Alteration> alteredOtherUsers() {
        return alteredIn(USERS, name -> !name.equals(candidate.sender().value()));
    }

    private boolean isMalformedMap(String map, Predicate<String> nameIsRight) {
        JsonNode entries = after.path(map);
        if (!entries.isObject()) {
            return !entries.isMissingNode() && notes(map, new Property.Malformed<>(entries));
        }
        for (Map.Entry<String, JsonNode> entry : entries.properties()) {
            Property<PowerLevel> level = nameIsRight.test(entry.getKey())
                    ? level(entry.getValue())
                    : new Property.Malformed<>(entry.getValue());
            if (notes(path(map, entry.getKey()), level)) {
                return true;
            }
        }
        return false;
    }

    /** In the order of names, so that the order in which a server happens to keep members of an object is no fact. */
    private List<Alteration> alteredIn(String map, Predicate<String> counts) {
        JsonNode old = before.path(map);
        JsonNode now = after.path(map);
        if (old.equals(now)) {
            return List.of();
        }
        List<Alteration> altered = new ArrayList<>();
        if (!now.isMissingNode() && !now.isObject()) {
            altered.add(new Alteration(candidate, map, new Property.Absent<>(), new Property.Malformed<>(now)));
        }
        names(old, now).filter(counts).flatMap(name -> altered(old, now, map, name)).forEach(altered::add);
        altered.sort(Comparator.comparing(Alteration::path));
        return altered;
    }

    private static Stream<String> names(JsonNode old, JsonNode now) {
        Stream<String> kept = old.propertyStream().map(Map.Entry::getKey);
        Stream<String> added = now.propertyStream().map(Map.Entry::getKey).filter(name -> !old.has(name));
        return Stream.concat(kept, added);
    }

    /** Levels are compared, not their spelling: from {@code 50} to {@code "50"} nothing changes. */
    private Stream<Alteration> altered(JsonNode old, JsonNode now, String map, String name) {
        Property<PowerLevel> current = property(old, name);
        Property<PowerLevel> next = property(now, name);
        return current.equals(next)
                ? Stream.empty()
                : Stream.of(new Alteration(candidate, path(map, name), current, next));
    }

    private Property<PowerLevel> property(JsonNode object, String name) {
        return Property.of(object, name, node -> LevelFormat.read(candidate.version(), node));
    }

    private Property<PowerLevel> level(JsonNode node) {
        return Property.of(node, found -> LevelFormat.read(candidate.version(), found));
    }

    /** Whether a property is malformed; then that is a fact. */
    private boolean notes(String path, Property<PowerLevel> property) {
        if (property instanceof Property.Malformed<PowerLevel>(JsonNode found)) {
            candidate.note(FactName.LEVEL_PROPERTY, path);
            candidate.note(FactName.NEW_LEVEL, found);
            return true;
        }
        return false;
    }

    private static String path(String map, String name) {
        return map.isEmpty() ? name : map + "." + name;
    }
}
