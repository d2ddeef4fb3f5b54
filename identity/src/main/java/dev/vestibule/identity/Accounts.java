package dev.vestibule.identity;

import dev.vestibule.authz.id.UserId;
import dev.vestibule.identity.IdentityException.Code;

/**
 * Who may use the identity server: users of homeservers, each with a token of their own.
 *
 * @see <a href="https://spec.matrix.org/v1.19/identity-service-api/#authentication">Authentication</a>
 */
public final class Accounts {
    private final IdentityStore store;
    private final RandomText random;

    Accounts(IdentityStore store, RandomText random) {
        this.store = store;
        this.random = random;
    }

    /** Gives a user a new token; that they are that user has been asked of their homeserver before. */
    public String register(UserId user) {
        String token = random.next(40);
        store.update("insert into accounts (token_hash, user_id) values (?, ?)", LookupHash.digest(token),
                user.value());
        return token;
    }

    /**
     * Whose a token is.
     *
     * @throws IdentityException {@code M_UNAUTHORIZED} if it is nobody's
     */
    public UserId owner(String token) {
        return store.first(row -> UserId.parse(row.getString(1)), "select user_id from accounts where token_hash = ?",
                LookupHash.digest(token))
                .orElseThrow(() -> new IdentityException(Code.UNAUTHORIZED,
                        "This is no access token of this identity server."));
    }

    /** Ends a token. */
    public void logOut(String token) {
        store.update("delete from accounts where token_hash = ?", LookupHash.digest(token));
    }
}
