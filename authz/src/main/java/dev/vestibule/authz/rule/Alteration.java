package dev.vestibule.authz.rule;

/**
 * One level that a new {@code m.room.power_levels} adds, changes or removes.
 *
 * @param candidate the event that alters it
 * @param path where it stands in the content, e.g. {@code users.@bob:localhost}
 * @param current what the room has there now; absent when it is added
 * @param next what the event has there; absent when it is removed
 */
record Alteration(Candidate candidate, String path, Property<PowerLevel> current, Property<PowerLevel> next)
        implements
            Subject {

    /** Whether the room's level is above the sender's power. What is malformed has no value to be above anything. */
    boolean currentIsAboveSender() {
        return noteIf(current.usable().filter(level -> level.isAbove(power())).isPresent());
    }

    /** Whether the room's level is at least the sender's power. */
    boolean currentIsNotBelowSender() {
        return noteIf(current.usable().filter(level -> level.reaches(power())).isPresent());
    }

    /** Whether the new level is above the sender's power, or malformed, so that nobody can tell that it is not. */
    boolean newIsAboveSender() {
        return noteIf(next.isMalformed() || next.usable().filter(level -> level.isAbove(power())).isPresent());
    }

    private PowerLevel power() {
        return candidate.senderPower();
    }

    /** Only the alteration that decides is a fact: there can be thousands that do not. */
    private boolean noteIf(boolean decides) {
        if (decides) {
            candidate.note(FactName.LEVEL_PROPERTY, path);
            note(FactName.CURRENT_LEVEL, current);
            note(FactName.NEW_LEVEL, next);
        }
        return decides;
    }

    private void note(String fact, Property<PowerLevel> level) {
        candidate.note(fact, switch (level) {
            case Property.Absent<PowerLevel>() -> "absent";
            case Property.Value<PowerLevel>(PowerLevel value) -> value;
            case Property.Malformed<PowerLevel>(var found) -> found;
        });
    }
}
