package dev.vestibule.server.account;

import dev.vestibule.authz.id.InvalidIdentifierException;
import dev.vestibule.authz.id.ServerName;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import java.util.Locale;
import java.util.Optional;

/**
 * Turns the names people choose or log in with into user IDs of this server.
 *
 * @see <a href="https://spec.matrix.org/v1.19/appendices/#user-identifiers">User identifiers</a>
 */
public final class Usernames {
    private final ServerName serverName;

    public Usernames(ServerName serverName) {
        this.serverName = serverName;
    }

    /**
     * The user ID a new account gets, with capitals folded.
     *
     * @throws MatrixException {@code M_INVALID_USERNAME} if it does not keep to the grammar
     */
    public UserId forRegistration(String username) {
        UserId user;
        try {
            user = UserId.of(folded(username), serverName);
        } catch (InvalidIdentifierException invalid) {
            throw new MatrixException(ErrorCode.INVALID_USERNAME, invalid.getMessage());
        }
        checkNew(user);
        return user;
    }

    /**
     * Whether an account may begin under this user ID, as it stands.
     *
     * @throws MatrixException {@code M_INVALID_USERNAME} if it does not keep to the grammar
     */
    public static void checkNew(UserId user) {
        if (!user.hasStrictLocalpart()) {
            throw new MatrixException(ErrorCode.INVALID_USERNAME,
                    "A username consists of one or more of a-z, 0-9, '.', '_', '=', '-', '/' and '+'.");
        }
        // As with Synapse: the first are kept for bridges, the others for guests.
        if (user.localpart().startsWith("_")) {
            throw new MatrixException(ErrorCode.INVALID_USERNAME, "A username does not begin with '_'.");
        }
        if (user.localpart().chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            throw new MatrixException(ErrorCode.INVALID_USERNAME,
                    "A username does not consist of digits alone: those are for guests.");
        }
    }

    /** Whose login this is, given a local part or a whole user ID; empty if no account here can have that name. */
    Optional<UserId> forLogin(String name) {
        try {
            UserId user = name.startsWith("@") ? UserId.parse(folded(name)) : UserId.of(folded(name), serverName);
            return Optional.of(user).filter(any -> any.serverName().equals(serverName));
        } catch (InvalidIdentifierException nobody) {
            return Optional.empty();
        }
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
