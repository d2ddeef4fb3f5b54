package dev.vestibule.benchmarks;

import java.io.Serial;

/** The homeserver answered something that makes the measurement worthless, so it ends here. */
final class UnexpectedAnswerException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    UnexpectedAnswerException(String message) {
        super(message);
    }
}
