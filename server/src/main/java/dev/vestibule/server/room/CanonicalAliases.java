package dev.vestibule.server.room;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.event.StateKey;
import dev.vestibule.authz.id.InvalidIdentifierException;
import dev.vestibule.authz.id.RoomAlias;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.AliasRow;
import dev.vestibule.storage.Storage;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The promise of {@code m.room.canonical_alias}: what it newly names leads to this room.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#mroomcanonical_alias">m.room.canonical_alias</a>
 */
public final class CanonicalAliases {

    static final StateKey KEY = new StateKey(EventType.CANONICAL_ALIAS, "");

    private final Storage storage;

    public CanonicalAliases(Storage storage) {
        this.storage = storage;
    }

    /**
     * Checks the aliases that the event adds to those of the current one.
     *
     * @throws MatrixException 400 {@code M_INVALID_PARAM} for what is no alias, 400 {@code M_BAD_ALIAS} for
     *                         an alias that does not exist or leads elsewhere
     */
    void check(LockedRoom room, JsonNode content) {
        Set<String> added = named(content);
        room.state(KEY).ifPresent(current -> added.removeAll(named(current.content())));
        for (String alias : added) {
            Optional<AliasRow> known = storage.read(snapshot -> snapshot.alias(parse(alias)));
            if (known.filter(row -> row.roomId().equals(room.id())).isEmpty()) {
                throw new MatrixException(ErrorCode.BAD_ALIAS, "The alias " + alias
                        + (known.isEmpty() ? " does not exist." : " leads to another room."));
            }
        }
    }

    private static Set<String> named(JsonNode content) {
        Set<String> aliases = new LinkedHashSet<>();
        JsonNode canonical = content.path("alias");
        if (!canonical.isMissingNode() && !canonical.isNull() && !canonical.asText().isEmpty()) {
            aliases.add(text(canonical));
        }
        JsonNode alternatives = content.path("alt_aliases");
        if (!alternatives.isMissingNode() && !alternatives.isNull() && !alternatives.isArray()) {
            throw MatrixException.invalidParam("'alt_aliases' must be a list of aliases.");
        }
        alternatives.forEach(alias -> aliases.add(text(alias)));
        return aliases;
    }

    private static String text(JsonNode alias) {
        if (!alias.isTextual()) {
            throw new MatrixException(ErrorCode.INVALID_PARAM, "An alias is a string, not " + alias + ".");
        }
        return alias.textValue();
    }

    private static RoomAlias parse(String alias) {
        try {
            return RoomAlias.parse(alias);
        } catch (InvalidIdentifierException malformed) {
            throw new MatrixException(ErrorCode.INVALID_PARAM, malformed.getMessage());
        }
    }
}
