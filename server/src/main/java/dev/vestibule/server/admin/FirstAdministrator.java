package dev.vestibule.server.admin;

import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.account.Passwords;
import dev.vestibule.storage.AccountFlag;
import dev.vestibule.storage.AlreadyExistsException;
import dev.vestibule.storage.Change;
import dev.vestibule.storage.Storage;
import dev.vestibule.storage.UserRow;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Makes an administrator for whoever starts the server, with a password nobody else knows: it is told once, to who asks
 * for the account, and only its hash is kept.
 *
 * <p>
 * An account that is there already is left as it is, an ordinary one too: somebody else may have registered the name.
 */
public final class FirstAdministrator {
    /** Without letters and digits that look alike. */
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final int GROUPS = 4;
    private static final int GROUP_LENGTH = 5;

    private final Storage storage;
    private final Passwords passwords;
    private final RandomGenerator random;

    /** @param random cryptographically strong */
    public FirstAdministrator(Storage storage, Passwords passwords, RandomGenerator random) {
        this.storage = storage;
        this.passwords = passwords;
        this.random = random;
    }

    /** What became of the wish. */
    public sealed interface Outcome {
        /** The account was made. */
        record Made(UserId user, String password) implements Outcome {
            /** Leaves the password out, so that it ends up in no log. */
            @Override
            public String toString() {
                return user + " was made";
            }
        }

        /** There is such an administrator already. */
        record ThereAlready(UserId user) implements Outcome {}

        /** There is such an account already, and it administers nothing. */
        record NoAdministrator(UserId user) implements Outcome {}
    }

    /** Makes the account, unless it is there. */
    public Outcome make(UserId user) {
        Optional<UserRow> account = storage.read(snapshot -> snapshot.ofAccounts().user(user));
        if (account.isPresent()) {
            boolean administers = account.get().is(AccountFlag.ADMIN) && !account.get().is(AccountFlag.DEACTIVATED);
            return administers ? new Outcome.ThereAlready(user) : new Outcome.NoAdministrator(user);
        }
        String password = password();
        try {
            storage.write(List.of(new Change.UserCreated(user, Optional.of(passwords.hash(password)), true)));
        } catch (AlreadyExistsException sameNameMeanwhile) {
            return new Outcome.NoAdministrator(user);
        }
        return new Outcome.Made(user, password);
    }

    private String password() {
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < GROUPS * GROUP_LENGTH; i++) {
            password.append(i > 0 && i % GROUP_LENGTH == 0 ? "-" : "")
                    .append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return password.toString();
    }
}
