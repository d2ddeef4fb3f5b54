package dev.vestibule.identity;

import dev.vestibule.authz.id.UserId;
import java.util.Objects;
import java.util.Optional;

/**
 * The identity server refuses.
 *
 * @see <a href="https://spec.matrix.org/v1.19/identity-service-api/#standard-error-response">Standard error response</a>
 */
public final class IdentityException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why, as programs are told. */
    public enum Code {
        INVALID_PARAM("M_INVALID_PARAM", 400),
        INVALID_PEPPER("M_INVALID_PEPPER", 400),
        NOT_FOUND("M_NOT_FOUND", 404),
        THREEPID_IN_USE("M_THREEPID_IN_USE", 400),
        UNAUTHORIZED("M_UNAUTHORIZED", 401),
        /** The medium is one that invites cannot be kept for. */
        UNRECOGNIZED_MEDIUM("M_UNRECOGNIZED", 400),
        /** There is no such token. */
        UNRECOGNIZED_TOKEN("M_UNRECOGNIZED", 404);

        private final String wire;
        private final int status;

        Code(String wire, int status) {
            this.wire = wire;
            this.status = status;
        }

        public String wire() {
            return wire;
        }

        /** The HTTP status. */
        public int status() {
            return status;
        }
    }

    private final Code code;
    private final transient UserId owner;

    IdentityException(Code code, String sentence) {
        this(code, sentence, null);
    }

    /** @param owner whose the address is, for {@link Code#THREEPID_IN_USE} */
    IdentityException(Code code, String sentence, UserId owner) {
        super(sentence, null, false, false);
        this.code = Objects.requireNonNull(code, "code");
        this.owner = owner;
    }

    public Code code() {
        return code;
    }

    /** Whose the address is that is in use. */
    public Optional<UserId> owner() {
        return Optional.ofNullable(owner);
    }
}
