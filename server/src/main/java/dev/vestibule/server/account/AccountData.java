package dev.vestibule.server.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.AccountDataRow;
import dev.vestibule.storage.Change;
import dev.vestibule.storage.Storage;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What clients keep with an account, for itself or for a room of it; only the user themselves gets at it.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#client-config">Client config</a>
 */
public final class AccountData {
    /** Types that only endpoints of their own may set. */
    private static final Set<String> SET_BY_SERVER = Set.of("m.fully_read", DefaultPushRules.TYPE);
    private static final int MAX_TYPE = 255;

    private final Storage storage;
    private final UserLocks locks;

    /** @param locks of what the server itself changes in account data */
    public AccountData(Storage storage, UserLocks locks) {
        this.storage = storage;
        this.locks = locks;
    }

    /**
     * Keeps something.
     *
     * @param user whose account it is for
     * @param room empty for the account as a whole
     * @throws MatrixException {@code M_FORBIDDEN} if it is somebody else's account, 405 {@code M_BAD_JSON} if the type
     *                         is not for clients to set
     */
    public void set(Requester requester, UserId user, Optional<RoomId> room, String type, ObjectNode content) {
        checkOwn(requester, user);
        if (SET_BY_SERVER.contains(type)) {
            throw new MatrixException(ErrorCode.BAD_JSON, "'" + type + "' cannot be set as account data.").status(405);
        }
        if (type.length() > MAX_TYPE) {
            throw MatrixException.invalidParam("The type of account data has at most " + MAX_TYPE + " characters.");
        }
        locks.during(user, () -> {
            storage.write(List.of(new Change.AccountDataSet(user, room, type, content)));
            return null;
        });
    }

    /**
     * Finds what was kept.
     *
     * @throws MatrixException {@code M_FORBIDDEN} if it is somebody else's account, {@code M_NOT_FOUND} if there is
     *                         nothing of that type
     */
    public JsonNode get(Requester requester, UserId user, Optional<RoomId> room, String type) {
        checkOwn(requester, user);
        if (room.isEmpty() && type.equals(DefaultPushRules.TYPE)) {
            return storage.read(snapshot -> PushRules.of(snapshot, user));
        }
        return storage.read(snapshot -> snapshot.ofAccounts().accountData(user, room, type))
                .map(AccountDataRow::content)
                .orElseThrow(() -> MatrixException.notFound("There is no account data of type '" + type + "'."));
    }

    static void checkOwn(Requester requester, UserId user) {
        if (!requester.user().equals(user)) {
            throw MatrixException.forbidden(requester.user() + " cannot see or change what belongs to " + user + ".");
        }
    }
}
