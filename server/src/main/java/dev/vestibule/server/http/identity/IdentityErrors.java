package dev.vestibule.server.http.identity;

import dev.vestibule.identity.IdentityException;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.http.Answer;
import java.util.function.Supplier;

/** Turns the bundled identity server's refusals into answers. */
final class IdentityErrors {
    private IdentityErrors() {}

    static Answer translated(Supplier<Answer> handler) {
        try {
            return handler.get();
        } catch (IdentityException refused) {
            MatrixException translated = new MatrixException(code(refused.code()), refused.getMessage())
                    .status(refused.code().status());
            throw refused.owner().map(owner -> translated.with("mxid", owner.value())).orElse(translated);
        }
    }

    private static ErrorCode code(IdentityException.Code code) {
        return switch (code) {
            case INVALID_PARAM -> ErrorCode.INVALID_PARAM;
            case INVALID_PEPPER -> ErrorCode.INVALID_PEPPER;
            case NOT_FOUND -> ErrorCode.NOT_FOUND;
            case THREEPID_IN_USE -> ErrorCode.THREEPID_IN_USE;
            case UNAUTHORIZED -> ErrorCode.UNAUTHORIZED;
            case UNRECOGNIZED_MEDIUM, UNRECOGNIZED_TOKEN -> ErrorCode.UNRECOGNIZED;
        };
    }
}
