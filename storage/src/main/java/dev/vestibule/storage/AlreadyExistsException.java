package dev.vestibule.storage;

import java.util.Objects;

/** Something that must be unique exists already. Nothing of the unit of work that wanted to add it was kept. */
public final class AlreadyExistsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    public AlreadyExistsException(Kind kind, Throwable cause) {
        super("there is such " + kind.noun + " already", cause);
        this.kind = Objects.requireNonNull(kind, "kind");
    }

    /** What exists already. */
    public Kind kind() {
        return kind;
    }

    /** The things of which there can be only one with the same key. */
    public enum Kind {
        ACCESS_TOKEN("an access token"),
        ALIAS("an alias"),
        EVENT("an event"),
        FILTER("a filter"),
        MEDIA("an upload"),
        REFRESH_TOKEN("a refresh token"),
        ROOM("a room"),
        TRANSACTION("a transaction"),
        USER("a user");

        private final String noun;

        Kind(String noun) {
            this.noun = noun;
        }
    }
}
