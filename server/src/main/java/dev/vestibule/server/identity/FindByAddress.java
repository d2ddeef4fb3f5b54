package dev.vestibule.server.identity;

import dev.vestibule.authz.id.InvalidIdentifierException;
import dev.vestibule.authz.id.ThirdPartyAddress;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.identity.LookupHash;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.identity.IdentityService.Asked;
import dev.vestibule.server.identity.IdentityService.Found;
import dev.vestibule.server.identity.IdentityService.HashDetails;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds whose an address is, without telling the identity server the address if it does not know it.
 *
 * @see <a href="https://spec.matrix.org/v1.19/identity-service-api/#association-lookup">Association lookup</a>
 */
public final class FindByAddress {
    private static final String SHA256 = "sha256";

    private final IdentityService service;

    public FindByAddress(IdentityService service) {
        this.service = service;
    }

    /**
     * Asks; a second time if the pepper changed between the two questions this takes, and no third time.
     *
     * @throws MatrixException 4xx if no usable answer comes
     */
    public Optional<UserId> find(Asked server, ThirdPartyAddress address) {
        return ask(server, address).or(() -> ask(server, address))
                .orElseThrow(() -> new MatrixException(ErrorCode.UNKNOWN, "The identity server " + server
                        + " does not accept the pepper it gives."));
    }

    /** Empty if the pepper has changed. */
    private Optional<Optional<UserId>> ask(Asked server, ThirdPartyAddress address) {
        HashDetails details = service.hashDetails(server);
        if (!details.algorithms().contains(SHA256)) {
            throw new MatrixException(ErrorCode.UNKNOWN, "The identity server " + server
                    + " does not offer the algorithm sha256.");
        }
        String hash = LookupHash.sha256(address, details.pepper());
        return switch (service.lookup(server, SHA256, details.pepper(), List.of(hash))) {
            case Found.OtherPepper _ -> Optional.empty();
            case Found.Users(Map<String, String> byHash) -> Optional.of(Optional.ofNullable(byHash.get(hash))
                    .map(user -> user(server, user)));
        };
    }

    private static UserId user(Asked server, String text) {
        try {
            return UserId.parse(text);
        } catch (InvalidIdentifierException malformed) {
            throw new MatrixException(ErrorCode.UNKNOWN, "The identity server " + server
                    + " says that the address is of '" + text + "', which is no user ID.");
        }
    }
}
