package dev.vestibule.server.account;

import dev.vestibule.authz.id.ServerName;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.limit.Limiter;
import dev.vestibule.server.limit.Limits;
import dev.vestibule.storage.AccountFlag;
import dev.vestibule.storage.Storage;
import dev.vestibule.storage.UserRow;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Logs somebody in by password. Whether it was the name or the password that was wrong is told neither by the answer
 * nor by the time it takes.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#post_matrixclientv3login">POST /login</a>
 */
public final class LogIn {
    private final Storage storage;
    private final Passwords passwords;
    private final Sessions sessions;
    private final LoginTokens loginTokens;
    private final Usernames usernames;
    private final Limits limits;

    public LogIn(Storage storage, Passwords passwords, Sessions sessions, LoginTokens loginTokens,
            ServerName serverName, Limits limits) {
        this.storage = storage;
        this.passwords = passwords;
        this.sessions = sessions;
        this.loginTokens = loginTokens;
        this.usernames = new Usernames(serverName);
        this.limits = limits;
    }

    /**
     * Logs in somebody who is logged in elsewhere.
     *
     * @param token   what their other device was given
     * @param address where the request comes from
     * @throws MatrixException {@code M_FORBIDDEN} if the token is not, or no longer, good; {@code M_USER_DEACTIVATED},
     *                         {@code M_USER_LOCKED} and {@code M_LIMIT_EXCEEDED} as {@link #byPassword}
     */
    public Session byToken(String token, DeviceRequest device, String address) {
        limits.take(Limiter.LOGIN_ADDRESS, address);
        // Refused for the limit, it is not used up: it is good once, and the client is to try again.
        loginTokens.owner(token).ifPresent(user -> limits.peek(Limiter.LOGIN_ACCOUNT, user.value()));
        UserRow account = loginTokens.use(token)
                .flatMap(user -> storage.read(snapshot -> snapshot.ofAccounts().user(user)))
                .orElseThrow(() -> MatrixException
                        .forbidden("The login token is unknown, used, or older than two minutes."));
        refuseDeactivated(account);
        return open(account, device);
    }

    /**
     * Logs in.
     *
     * @param name    a local part or a whole user ID
     * @param address where the request comes from
     * @throws MatrixException {@code M_FORBIDDEN} if there is no such account or the password is not its;
     *                         {@code M_USER_DEACTIVATED} if the account was closed, whatever the password;
     *                         {@code M_USER_LOCKED} if it is locked; 429 {@code M_LIMIT_EXCEEDED} for too many
     *                         attempts
     */
    public Session byPassword(String name, String password, DeviceRequest device, String address) {
        limits.take(Limiter.LOGIN_ADDRESS, address);
        Optional<UserId> user = usernames.forLogin(name);
        // Of a name that no account can have nothing is kept: it may be as long as a request.
        user.ifPresent(id -> limits.peek(Limiter.LOGIN_FAILED_ATTEMPTS, id.value()));
        Optional<UserRow> account = user.flatMap(id -> storage.read(snapshot -> snapshot.ofAccounts().user(id)));
        account.ifPresent(LogIn::refuseDeactivated);
        BooleanSupplier matches = () -> passwords.matches(password, account.flatMap(UserRow::passwordHash));
        if (!user.map(id -> limits.attempt(Limiter.LOGIN_FAILED_ATTEMPTS, id.value(), matches))
                .orElseGet(matches::getAsBoolean)) {
            throw MatrixException.forbidden("The username or the password is wrong.");
        }
        return open(account.orElseThrow(), device);
    }

    private static void refuseDeactivated(UserRow account) {
        if (account.is(AccountFlag.DEACTIVATED)) {
            throw new MatrixException(ErrorCode.USER_DEACTIVATED, "This account has been deactivated.");
        }
    }

    private Session open(UserRow row, DeviceRequest device) {
        limits.take(Limiter.LOGIN_ACCOUNT, row.user().value());
        if (row.is(AccountFlag.LOCKED)) {
            throw Requester.locked(row.user());
        }
        return sessions.open(row.user(), device, List.of());
    }
}
