package dev.vestibule.server.limit;

/** A file of rate limits cannot be used. Its message is one sentence that says where and why. */
public final class LimitFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LimitFileException(String sentence) {
        super(sentence);
    }
}
