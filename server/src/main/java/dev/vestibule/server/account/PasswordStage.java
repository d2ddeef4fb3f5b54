package dev.vestibule.server.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.ServerName;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.limit.Limiter;
import dev.vestibule.server.limit.Limits;
import dev.vestibule.storage.AccountFlag;
import dev.vestibule.storage.Storage;
import dev.vestibule.storage.UserRow;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The stage {@code m.login.password} of interactive authentication: who asks knows the password of an account.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#password-based">Password-based authentication</a>
 */
public final class PasswordStage {
    private static final String TYPE = "m.login.password";
    private static final String USER = "user";

    private final Storage storage;
    private final Passwords passwords;
    private final Usernames usernames;
    private final Limits limits;

    /** @param limits how many wrong passwords there may be, here and at logins together */
    public PasswordStage(Storage storage, Passwords passwords, ServerName serverName, Limits limits) {
        this.storage = storage;
        this.passwords = passwords;
        this.usernames = new Usernames(serverName);
        this.limits = limits;
    }

    /** The stage that takes the password of this account alone. */
    public InteractiveAuth.Stage of(UserId user) {
        return new Stage(Optional.of(user));
    }

    /** The stage that takes the password of any account: whose it was, {@link #user} tells. */
    public InteractiveAuth.Stage ofAnybody() {
        return new Stage(Optional.empty());
    }

    /**
     * Whose password an attempt says it has; empty if no account here can have that name.
     *
     * @throws MatrixException {@code M_MISSING_PARAM}, {@code M_BAD_JSON} or {@code M_UNKNOWN} if it does not say so in a
     *                         form that is known here
     */
    public Optional<UserId> user(ObjectNode auth) {
        JsonNode identifier = auth.path("identifier");
        if (identifier.isMissingNode() || identifier.isNull()) {
            return usernames.forLogin(required(auth, USER));
        }
        if (!(identifier instanceof ObjectNode object)) {
            throw MatrixException.badJson("'auth.identifier' must be an object.");
        }
        if (!required(object, "type").equals("m.id.user")) {
            throw new MatrixException(ErrorCode.UNKNOWN, "The only identifier there is here is m.id.user.");
        }
        return usernames.forLogin(required(object, USER));
    }

    private static String required(ObjectNode object, String key) {
        return InteractiveAuth.text(object, key).orElseThrow(() -> MatrixException.missingParam(key));
    }

    private final class Stage implements InteractiveAuth.Stage {
        private final Optional<UserId> expected;

        Stage(Optional<UserId> expected) {
            this.expected = expected;
        }

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public Optional<String> refusal(ObjectNode auth) {
            String password = required(auth, "password");
            Optional<UserId> user = user(auth);
            if (expected.isPresent() && !expected.equals(user)) {
                throw MatrixException.forbidden("This needs the password of " + expected.get()
                        + ", whose access token it is, and of nobody else.");
            }
            Optional<UserRow> account = user.flatMap(id -> storage.read(snapshot -> snapshot.ofAccounts().user(id)));
            BooleanSupplier matches = () -> passwords.matches(password, account.flatMap(UserRow::passwordHash));
            if (!user.map(id -> limits.attempt(Limiter.LOGIN_FAILED_ATTEMPTS, id.value(), matches))
                    .orElseGet(matches::getAsBoolean)) {
                return Optional.of("The username or the password is wrong.");
            }
            account.filter(row -> row.is(AccountFlag.LOCKED)).ifPresent(row -> {
                throw Requester.locked(row.user());
            });
            return Optional.empty();
        }
    }
}
