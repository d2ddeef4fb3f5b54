package dev.vestibule.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What the homeserver answered: the status and the body, which is parsed only when somebody asks for it. */
final class Answer {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final int status;
    private final byte[] body;

    Answer(int status, byte[] body) {
        this.status = status;
        this.body = body;
    }

    int status() {
        return status;
    }

    int bodyLength() {
        return body.length;
    }

    JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException("The answer is no JSON: " + this, e);
        }
    }

    /**
     * This answer, if its status is 200.
     *
     * @throws UnexpectedAnswerException otherwise
     */
    Answer orFail(Request request) {
        if (status != 200) {
            throw new UnexpectedAnswerException(request + " was answered " + this);
        }
        return this;
    }

    @Override
    public String toString() {
        String text = new String(body, UTF_8);
        return status + " " + (text.length() > 500 ? text.substring(0, 500) + "…" : text);
    }
}
