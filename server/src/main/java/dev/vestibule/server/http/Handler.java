package dev.vestibule.server.http;

/** Answers the calls of one endpoint: parses, asks one use case, answers. */
@FunctionalInterface
public interface Handler {
    /**
     * Answers a call.
     *
     * @throws dev.vestibule.server.error.MatrixException if the request is refused
     */
    Answer handle(Call call);
}
