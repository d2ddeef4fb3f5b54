package dev.vestibule.authz.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.version.RoomVersion;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Who has how much power in a room, and what things take: the create event and {@code m.room.power_levels} as a room
 * version reads them.
 *
 * <p>
 * Without a power levels event the creator has 100 and everybody else 0. With one, whoever it does not list has its
 * {@code users_default}, the creator too. From room version 12 on creators have infinite power whatever the event says.
 * A level that is missing, or that an old room version let through although it is no level, has its default.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#mroompower_levels">m.room.power_levels</a>
 */
public final class PowerLevels {

    private static final PowerLevel FOUNDER = PowerLevel.of(100);
    private static final PowerLevel NOBODY = PowerLevel.of(0);
    private static final PowerLevel NOTIFIER = PowerLevel.of(50);

    private final RoomVersion version;
    private final Event create;
    private final JsonNode content;

    /** @param content that of the power levels event; a missing node when there is none */
    private PowerLevels(RoomVersion version, Event create, JsonNode content) {
        this.version = Objects.requireNonNull(version, "version");
        this.create = Objects.requireNonNull(create, "create");
        this.content = content;
    }

    /**
     * The power levels of a room.
     *
     * @param version the room's version
     * @param create the room's create event
     * @param powerLevels the room's current {@code m.room.power_levels}; empty when it has none
     */
    public static PowerLevels of(RoomVersion version, Event create, Optional<Event> powerLevels) {
        return new PowerLevels(version, create,
                powerLevels.map(Event::content).orElse(MissingNode.getInstance()));
    }

    /** How much power a user has, whether in the room or not. */
    public PowerLevel of(UserId user) {
        if (version.creatorsHaveInfinitePower() && isCreator(user)) {
            return PowerLevel.INFINITE;
        }
        if (content.isMissingNode()) {
            return founder().filter(user::equals).isPresent() ? FOUNDER : NOBODY;
        }
        return level(content.path("users"), user.value()).orElseGet(() -> required(Level.USERS_DEFAULT));
    }

    /** What a top-level level is set to, or its default. */
    public PowerLevel required(Level level) {
        return level(content, level.property()).orElseGet(level::fallback);
    }

    /**
     * How much power it takes to send an event that no rule of its own governs.
     *
     * @param type the event's type
     * @param state whether the event is a state event
     */
    public PowerLevel requiredFor(String type, boolean state) {
        return level(content.path("events"), type)
                .orElseGet(() -> required(state ? Level.STATE_DEFAULT : Level.EVENTS_DEFAULT));
    }

    /**
     * How much power it takes to notify others in some way.
     *
     * @param way a key of {@code notifications}, such as {@code room}
     */
    public PowerLevel requiredToNotify(String way) {
        return level(content.path("notifications"), way).orElse(NOTIFIER);
    }

    /** Whether a user has at least the power that a level asks for. */
    public boolean reaches(UserId user, Level level) {
        return of(user).reaches(required(level));
    }

    /** Whether a user has strictly more power than another; infinite power is not more than infinite power. */
    public boolean outranks(UserId user, UserId other) {
        return of(user).isAbove(of(other));
    }

    /**
     * The creators: who founded the room, then, from room version 12 on, those the founder named beside themselves.
     * Empty when the create event of an old room names nobody.
     */
    public Set<UserId> creators() {
        Set<UserId> creators = new LinkedHashSet<>();
        founder().ifPresent(creators::add);
        if (version.creatorsHaveInfinitePower()) {
            for (JsonNode additional : create.content().path("additional_creators")) {
                Property.asUserId(additional).ifPresent(creators::add);
            }
        }
        return creators;
    }

    /** The users whose level the room's {@code m.room.power_levels} event names; without the event, nobody. */
    public Set<UserId> listedUsers() {
        Set<UserId> listed = new LinkedHashSet<>();
        content.path("users").properties()
                .forEach(entry -> Property.parseUserId(entry.getKey()).ifPresent(listed::add));
        return listed;
    }

    /**
     * The one user who founded the room: {@code content.creator} of the create event up to room version 10, its sender
     * from 11 on. Never one of the {@code additional_creators}.
     */
    public Optional<UserId> founder() {
        return version.creatorInContent()
                ? Property.userId(create.content(), "creator").usable()
                : Optional.of(create.sender());
    }

    private boolean isCreator(UserId user) {
        if (create.sender().equals(user)) {
            return true;
        }
        for (JsonNode additional : create.content().path("additional_creators")) {
            if (user.value().equals(additional.textValue())) {
                return true;
            }
        }
        return false;
    }

    private Optional<PowerLevel> level(JsonNode object, String name) {
        JsonNode found = object.get(name);
        return found == null ? Optional.empty() : LevelFormat.read(version, found);
    }
}
