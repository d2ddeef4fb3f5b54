package dev.vestibule.server.account;

import dev.vestibule.authz.id.ServerName;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.limit.Limiter;
import dev.vestibule.server.limit.Limits;
import dev.vestibule.storage.Storage;
import dev.vestibule.storage.UserRow;
import java.util.List;
import java.util.Optional;

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
    private final Usernames usernames;
    private final Limits limits;

    public LogIn(Storage storage, Passwords passwords, Sessions sessions, ServerName serverName, Limits limits) {
        this.storage = storage;
        this.passwords = passwords;
        this.sessions = sessions;
        this.usernames = new Usernames(serverName);
        this.limits = limits;
    }

    /**
     * Logs in.
     *
     * @param name    a local part or a whole user ID
     * @param address where the request comes from
     * @throws MatrixException {@code M_FORBIDDEN} if there is no such account or the password is not its, 429
     *                         {@code M_LIMIT_EXCEEDED} for too many attempts
     */
    public Session byPassword(String name, String password, DeviceRequest device, String address) {
        limits.take(Limiter.LOGIN_ADDRESS, address);
        Optional<UserId> user = usernames.forLogin(name);
        // Of a name that no account can have nothing is kept: it may be as long as a request.
        user.ifPresent(id -> limits.peek(Limiter.LOGIN_FAILED_ATTEMPTS, id.value()));
        Optional<String> hash = user.flatMap(id -> storage.read(snapshot -> snapshot.user(id)))
                .flatMap(UserRow::passwordHash);
        if (!passwords.matches(password, hash)) {
            user.ifPresent(id -> limits.count(Limiter.LOGIN_FAILED_ATTEMPTS, id.value()));
            throw MatrixException.forbidden("The username or the password is wrong.");
        }
        limits.take(Limiter.LOGIN_ACCOUNT, user.orElseThrow().value());
        return sessions.open(user.orElseThrow(), device, List.of());
    }
}
