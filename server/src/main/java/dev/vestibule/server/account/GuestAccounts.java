package dev.vestibule.server.account;

import dev.vestibule.authz.id.ServerName;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.account.RegisterAccount.Registered;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.AccountFlag;
import dev.vestibule.storage.AlreadyExistsException;
import dev.vestibule.storage.Change;
import dev.vestibule.storage.Storage;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Accounts without a name of their choice or a password, which may do less and can become ordinary ones.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#guest-access">guest access</a>
 */
public final class GuestAccounts {

    private static final long SMALLEST = 100_000_000;
    private static final long BOUND = 1_000_000_000_000L;

    private final Storage storage;
    private final Sessions sessions;
    private final AccessTokens tokens;
    private final Passwords passwords;
    private final ServerName serverName;
    private final RandomGenerator random;

    public GuestAccounts(Storage storage, Sessions sessions, AccessTokens tokens, Passwords passwords,
            ServerName serverName, RandomGenerator random) {
        this.storage = storage;
        this.sessions = sessions;
        this.tokens = tokens;
        this.passwords = passwords;
        this.serverName = serverName;
        this.random = random;
    }

    /** Makes one, with a number for a name. */
    public Session make(DeviceRequest device) {
        while (true) {
            UserId guest = UserId.of(Long.toString(random.nextLong(SMALLEST, BOUND)), serverName);
            try {
                return sessions.open(guest, device, List.of(new Change.UserCreated(guest, Optional.empty(), false),
                        new Change.AccountFlagSet(guest, AccountFlag.GUEST, true)));
            } catch (AlreadyExistsException numberTaken) {
                // Another number, then.
            }
        }
    }

    /**
     * Whose guest account is to become an ordinary one.
     *
     * @throws MatrixException 403 {@code M_FORBIDDEN} if the token is no guest's, or that guest has another name
     */
    public UserId guest(String accessToken, String username) {
        return tokens.requester(accessToken).filter(guest -> guest.is(AccountFlag.GUEST)).map(Requester::user)
                .filter(guest -> guest.localpart().equals(username))
                .orElseThrow(() -> MatrixException.forbidden("To keep a guest's account, 'guest_access_token' must be "
                        + "that guest's, and 'username' the name it has already."));
    }

    /**
     * Makes an ordinary account of a guest's, with a password.
     *
     * @param device empty to open no session beside those that the guest has
     */
    public Registered upgrade(UserId guest, String password, Optional<DeviceRequest> device) {
        List<Change> changes = List.of(new Change.PasswordSet(guest, Optional.of(passwords.hash(password))),
                new Change.AccountFlagSet(guest, AccountFlag.GUEST, false));
        if (device.isEmpty()) {
            storage.write(changes);
            return new Registered(guest, Optional.empty());
        }
        return new Registered(guest, Optional.of(sessions.open(guest, device.get(), changes)));
    }
}
