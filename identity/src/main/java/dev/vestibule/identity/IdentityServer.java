package dev.vestibule.identity;

import dev.vestibule.authz.id.ServerName;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;

/** An identity server, open for questions until it is closed. */
public final class IdentityServer implements AutoCloseable {
    private final IdentityStore store;
    private final Accounts accounts;
    private final Lookups lookups;
    private final SigningKeys keys;
    private final Invites invites;
    private final Bindings bindings;

    private IdentityServer(IdentityStore store, ServerName name, SecureRandom random, InstantSource clock) {
        RandomText text = new RandomText(random);
        this.store = store;
        this.accounts = new Accounts(store, text);
        this.lookups = new Lookups(store, text);
        this.keys = new SigningKeys(store, random);
        this.invites = new Invites(store, lookups, keys, name, text, clock);
        this.bindings = new Bindings(store, lookups, invites);
    }

    /**
     * One that forgets everything when it is closed.
     *
     * @param name what it signs as
     */
    public static IdentityServer inMemory(ServerName name, SecureRandom random, InstantSource clock) {
        return new IdentityServer(IdentityStore.inMemory(), name, random, clock);
    }

    /**
     * One that keeps what it knows in a directory, which must exist.
     *
     * @param name what it signs as
     */
    public static IdentityServer in(Path directory, ServerName name, SecureRandom random, InstantSource clock) {
        return new IdentityServer(IdentityStore.in(directory), name, random, clock);
    }

    public Accounts accounts() {
        return accounts;
    }

    public Lookups lookups() {
        return lookups;
    }

    public SigningKeys keys() {
        return keys;
    }

    public Invites invites() {
        return invites;
    }

    public Bindings bindings() {
        return bindings;
    }

    @Override
    public void close() {
        store.close();
    }
}
