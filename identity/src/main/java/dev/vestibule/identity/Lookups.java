package dev.vestibule.identity;

import dev.vestibule.authz.id.ThirdPartyAddress;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.identity.IdentityException.Code;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which address belongs to whom.
 *
 * @see <a href="https://spec.matrix.org/v1.19/identity-service-api/#association-lookup">Association lookup</a>
 */
public final class Lookups {
    /** The ways in which addresses may be asked for. */
    public static final List<String> ALGORITHMS = List.of("sha256", "none");

    private static final int MOST_ADDRESSES = 1000;

    private final IdentityStore store;
    private final String pepper;

    Lookups(IdentityStore store, RandomText random) {
        this.store = store;
        this.pepper = store.first(row -> row.getString(1), "select content from settings where name = 'pepper'")
                .orElseGet(() -> newPepper(store, random));
    }

    private static String newPepper(IdentityStore store, RandomText random) {
        String pepper = random.next(20);
        store.update("insert into settings (name, content) values ('pepper', ?)", pepper);
        return pepper;
    }

    /** What addresses are hashed with. */
    public String pepper() {
        return pepper;
    }

    /**
     * Finds users.
     *
     * @param addresses hashed, or as they are with their medium
     * @return the users of those addresses that belong to somebody
     * @throws IdentityException {@code M_INVALID_PARAM} for an unknown algorithm or too many addresses,
     *     {@code M_INVALID_PEPPER} for another pepper
     */
    public Map<String, UserId> find(String algorithm, String givenPepper, List<String> addresses) {
        if (!ALGORITHMS.contains(algorithm)) {
            throw new IdentityException(Code.INVALID_PARAM, "The algorithm must be one of " + ALGORITHMS + ".");
        }
        if (!givenPepper.equals(pepper)) {
            throw new IdentityException(Code.INVALID_PEPPER, "The pepper is another one: ask for the hash details.");
        }
        if (addresses.size() > MOST_ADDRESSES) {
            throw new IdentityException(Code.INVALID_PARAM, "At most " + MOST_ADDRESSES + " addresses at once.");
        }
        Map<String, UserId> found = new LinkedHashMap<>();
        for (String address : addresses) {
            String hash = algorithm.equals("none") ? LookupHash.digest(address + " " + pepper) : address;
            byHash(hash).ifPresent(user -> found.put(address, user));
        }
        return found;
    }

    /** Whose an address is. */
    Optional<UserId> owner(ThirdPartyAddress address) {
        return byHash(LookupHash.sha256(address, pepper));
    }

    /** Makes an address somebody's, and nobody else's. */
    void bind(ThirdPartyAddress address, UserId user) {
        store.update("merge into associations (medium, address, user_id, lookup_hash) key (medium, address)"
                + " values (?, ?, ?, ?)", address.medium().wire(), address.address(), user.value(),
                LookupHash.sha256(address, pepper));
    }

    /** Makes an address nobody's. */
    void unbind(ThirdPartyAddress address) {
        store.update("delete from associations where medium = ? and address = ?", address.medium().wire(),
                address.address());
    }

    private Optional<UserId> byHash(String hash) {
        return store.first(row -> UserId.parse(row.getString(1)),
                "select user_id from associations where lookup_hash = ?", hash);
    }
}
