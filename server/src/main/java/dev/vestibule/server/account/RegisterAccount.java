package dev.vestibule.server.account;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.vestibule.authz.id.ServerName;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.AlreadyExistsException;
import dev.vestibule.storage.Change;
import dev.vestibule.storage.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Makes accounts. Who may ask for one is decided before: by interactive authentication or by the shared secret.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#post_matrixclientv3register">POST /register</a>
 */
public final class RegisterAccount {
    private static final int MADE_UP_LENGTH = 12;

    private final Storage storage;
    private final Passwords passwords;
    private final Sessions sessions;
    private final Usernames usernames;
    private final ServerName serverName;
    private final RandomGenerator random;

    /** @param random makes up names for who chooses none */
    public RegisterAccount(Storage storage, Passwords passwords, Sessions sessions, ServerName serverName,
            RandomGenerator random) {
        this.storage = storage;
        this.passwords = passwords;
        this.sessions = sessions;
        this.usernames = new Usernames(serverName);
        this.serverName = serverName;
        this.random = random;
    }

    /**
     * What a new account is to be.
     *
     * @param username    a local part; empty to have one made up
     * @param userType    what an administrator calls the account; empty for an ordinary one
     * @param displayName what the profile begins with
     * @param device      the device to log in with; empty to be not logged in
     */
    public record Request(Optional<String> username, String password, boolean admin, Optional<UserType> userType,
            Optional<String> displayName, Optional<DeviceRequest> device) {
        /** Leaves the password out, so that it ends up in no log. */
        @Override
        public String toString() {
            return "registration of " + username.orElse("somebody");
        }
    }

    /** An account was made, and its owner perhaps logged in. */
    public record Registered(UserId user, Optional<Session> session) {}

    /**
     * Says which user ID a name would give.
     *
     * @throws MatrixException {@code M_INVALID_USERNAME} or {@code M_USER_IN_USE} if it gives none
     */
    public UserId available(String username) {
        UserId user = usernames.forRegistration(username);
        if (storage.read(snapshot -> snapshot.ofAccounts().user(user)).isPresent()) {
            throw inUse(user);
        }
        return user;
    }

    /**
     * Makes an account.
     *
     * @throws MatrixException {@code M_INVALID_USERNAME}, {@code M_USER_IN_USE}, or {@code M_INVALID_PARAM} if the
     *                         password is not fit; then nothing was made
     */
    public Registered register(Request request) {
        UserId user = request.username().map(this::available).orElseGet(this::madeUp);
        List<Change> changes = new ArrayList<>();
        changes.add(new Change.UserCreated(user, Optional.of(passwords.hash(request.password())), request.admin()));
        request.userType().ifPresent(type -> changes.add(new Change.UserTypeSet(user, Optional.of(type.wire()))));
        request.displayName().ifPresent(name -> changes.add(
                new Change.ProfileFieldSet(user, "displayname", TextNode.valueOf(name))));
        try {
            if (request.device().isEmpty()) {
                storage.write(changes);
                return new Registered(user, Optional.empty());
            }
            return new Registered(user, Optional.of(sessions.open(user, request.device().get(), changes)));
        } catch (AlreadyExistsException sameNameMeanwhile) {
            throw inUse(user);
        }
    }

    private UserId madeUp() {
        StringBuilder localpart = new StringBuilder(MADE_UP_LENGTH);
        for (int i = 0; i < MADE_UP_LENGTH; i++) {
            localpart.append((char) random.nextInt('a', 'z' + 1));
        }
        return UserId.of(localpart.toString(), serverName);
    }

    private static MatrixException inUse(UserId user) {
        return new MatrixException(ErrorCode.USER_IN_USE, "The user ID " + user + " is taken.");
    }
}
