package dev.vestibule.server.http.admin;

import dev.vestibule.authz.id.InvalidIdentifierException;
import dev.vestibule.authz.id.RoomAlias;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.room.RoomAliases;

/** The room that a path names by its ID or by an alias. What is neither has a code of its own in this API. */
record NamedRoom(RoomAliases aliases) {

    /**
     * Finds the room's ID; whether there is such a room is not asked.
     *
     * @throws MatrixException 400 {@code M_UNKNOWN} if the text is no name of a room, 404 {@code M_NOT_FOUND} for an
     *                         unknown alias
     */
    RoomId find(String text) {
        if (text.startsWith("#")) {
            return aliases.resolve(alias(text));
        }
        if (text.startsWith("!")) {
            return id(text);
        }
        throw new MatrixException(ErrorCode.UNKNOWN, "'" + text + "' is neither a room ID, which begins with '!', nor "
                + "an alias, which begins with '#'.");
    }

    /**
     * Reads a room ID.
     *
     * @throws MatrixException 400 {@code M_UNKNOWN} if the text is none
     */
    static RoomId id(String text) {
        try {
            return RoomId.parse(text);
        } catch (InvalidIdentifierException malformed) {
            throw new MatrixException(ErrorCode.UNKNOWN, malformed.getMessage());
        }
    }

    private static RoomAlias alias(String text) {
        try {
            return RoomAlias.parse(text);
        } catch (InvalidIdentifierException malformed) {
            throw new MatrixException(ErrorCode.UNKNOWN, malformed.getMessage());
        }
    }

    /** 400 {@code M_UNKNOWN}: the place of the room in the path is empty. */
    static MatrixException missing() {
        return new MatrixException(ErrorCode.UNKNOWN,
                "The path names no room. If you gave an alias, its '#' was sent as "
                        + "it is: what follows a '#' is a URL's fragment and never reaches the server. '#' must be sent as %23, "
                        + "as in %23room:example.org.");
    }
}
