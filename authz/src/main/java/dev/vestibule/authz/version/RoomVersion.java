package dev.vestibule.authz.version;

import java.util.Optional;

/**
 * The room versions, as answers to named questions. Each constant tells what it adds to the version before it; this is
 * the one place where versions are compared.
 *
 * @see <a href="https://spec.matrix.org/v1.19/rooms/">Room versions</a>
 */
public enum RoomVersion {
    /**
     * <a href="https://spec.matrix.org/v1.19/rooms/v1/">Version 1</a>:
     * the rules that rooms had before there were versions.
     */
    V1,
    /** <a href="https://spec.matrix.org/v1.19/rooms/v2/">Version 2</a>: another way to resolve states that disagree. */
    V2,
    /**
     * <a href="https://spec.matrix.org/v1.19/rooms/v3/">Version 3</a>:
     * event IDs are hashes, and redactions are no longer authorized but applied or not.
     */
    V3,
    /** <a href="https://spec.matrix.org/v1.19/rooms/v4/">Version 4</a>: the hash in an event ID is safe in a URL. */
    V4,
    /** <a href="https://spec.matrix.org/v1.19/rooms/v5/">Version 5</a>: signing keys are valid for a time only. */
    V5,
    /**
     * <a href="https://spec.matrix.org/v1.19/rooms/v6/">Version 6</a>:
     * canonical JSON is enforced, aliases are ordinary state, and levels of notifications are checked.
     */
    V6,
    /** <a href="https://spec.matrix.org/v1.19/rooms/v7/">Version 7</a>: knocking. */
    V7,
    /** <a href="https://spec.matrix.org/v1.19/rooms/v8/">Version 8</a>: joining by being a member elsewhere. */
    V8,
    /** <a href="https://spec.matrix.org/v1.19/rooms/v9/">Version 9</a>: a redacted restricted join stays valid. */
    V9,
    /**
     * <a href="https://spec.matrix.org/v1.19/rooms/v10/">Version 10</a>:
     * power levels are integers only; a room may be both knocked at and restricted.
     */
    V10,
    /**
     * <a href="https://spec.matrix.org/v1.19/rooms/v11/">Version 11</a>:
     * the creator is the sender of the create event; redactions and what they keep are tidied.
     */
    V11,
    /**
     * <a href="https://spec.matrix.org/v1.19/rooms/v12/">Version 12</a>:
     * the room ID is the hash of the create event, and creators have infinite power.
     */
    V12;

    /** The version of rooms whose maker did not ask for another. */
    public static final RoomVersion DEFAULT = V12;

    private static final int MAX_ID_LENGTH = 32;

    private final String id = name().substring(1);

    /** The version as rooms and clients name it: {@code "1"} to {@code "12"}. */
    public String id() {
        return id;
    }

    /** The version with this name, if it is one that Vestibule knows. */
    public static Optional<RoomVersion> of(String id) {
        for (RoomVersion version : values()) {
            if (version.id.equals(id)) {
                return Optional.of(version);
            }
        }
        return Optional.empty();
    }

    /**
     * Tells whether a text could name a room version at all: 1 to 32 of {@code a-z 0-9 . -}.
     *
     * @see <a href="https://spec.matrix.org/v1.19/rooms/#room-version-grammar">Room version grammar</a>
     */
    public static boolean isWellFormed(String id) {
        return !id.isEmpty() && id.length() <= MAX_ID_LENGTH
                && id.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-');
    }

    /** How events are named and referred to. */
    public EventFormat eventFormat() {
        if (since(V4)) {
            return EventFormat.URL_SAFE_BASE64;
        }
        return since(V3) ? EventFormat.BASE64 : EventFormat.DOMAIN;
    }

    /**
     * Whether events must keep to canonical JSON, so that an event with a float or a large integer is refused.
     *
     * @see <a href="https://spec.matrix.org/v1.19/rooms/v6/#canonical-json">Canonical JSON in room version 6</a>
     */
    public boolean strictCanonicalJson() {
        return since(V6);
    }

    /** The greatest {@code depth} an event can have; events after it keep that depth. */
    public long maxDepth() {
        return since(V6) ? (1L << 53) - 1 : Long.MAX_VALUE;
    }

    /** Whether the membership and the join rule {@code knock} exist. */
    public boolean knowsKnock() {
        return since(V7);
    }

    /** Whether the join rule {@code restricted} exists. */
    public boolean knowsRestricted() {
        return since(V8);
    }

    /** Whether the join rule {@code knock_restricted} exists. */
    public boolean knowsKnockRestricted() {
        return since(V10);
    }

    /** Whether {@code content.creator} of the create event names the creator; later it is the sender of that event. */
    public boolean creatorInContent() {
        return !since(V11);
    }

    /** Whether creators, {@code additional_creators} among them, have more power than any number. */
    public boolean creatorsHaveInfinitePower() {
        return since(V12);
    }

    /** Whether power levels must be JSON integers; before, a text that holds an integer counts too. */
    public boolean integerOnlyPowerLevels() {
        return since(V10);
    }

    /** Whether power levels may be written with a decimal point or an exponent, and are cut off at the point. */
    public boolean powerLevelsMayBeFloats() {
        return !since(V6);
    }

    /** Whether {@code m.room.aliases} has authorization rules of its own, by server name and without membership. */
    public boolean aliasesAreSpecial() {
        return !since(V6);
    }

    /** Whether {@code notifications} of power levels is guarded like {@code events}. */
    public boolean notificationsLevelsAreChecked() {
        return since(V6);
    }

    /** Whether the right to redact is an authorization rule; later it decides whether a redaction is applied. */
    public boolean redactionIsAuthorized() {
        return !since(V3);
    }

    /** Whether a redaction names its event in {@code content.redacts}; before, in {@code redacts} beside it. */
    public boolean redactsInContent() {
        return since(V11);
    }

    /** What a redaction leaves of an event. */
    public RedactionRules redaction() {
        return switch (this) {
            case V1, V2, V3, V4, V5 -> RedactionRules.V1;
            case V6, V7 -> RedactionRules.V6;
            case V8 -> RedactionRules.V8;
            case V9, V10 -> RedactionRules.V9;
            case V11, V12 -> RedactionRules.V11;
        };
    }

    /** Whether a room's ID is its create event's ID with another sigil, so that the event itself has no room ID. */
    public boolean roomIdIsCreateEventId() {
        return since(V12);
    }

    /** Whether events name the create event among their auth events; later the room ID stands for it. */
    public boolean createIsAuthEvent() {
        return !since(V12);
    }

    /**
     * Whether a signature counts only if its key was valid when the event was made.
     *
     * @see <a href="https://spec.matrix.org/v1.19/rooms/v5/#signing-key-validity-period">Signing key validity</a>
     */
    public boolean keyValidityEnforced() {
        return since(V5);
    }

    private boolean since(RoomVersion first) {
        return compareTo(first) >= 0;
    }
}
