package dev.vestibule.server.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.error.MatrixException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Interactive authentication by one stage: an operation names what it wants to be proven. A session belongs to one
 * operation and ends when that is done. The proof may also come at once, without a session.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#user-interactive-authentication-api">
 *      User-interactive authentication</a>
 */
public final class InteractiveAuth {
    private static final Duration SESSION_LIFE = Duration.ofMinutes(30);
    private static final int MAX_SESSIONS = 10_000;
    private static final int SESSION_BYTES = 16;

    private final RandomGenerator random;
    /** Session IDs and the operation each belongs to. */
    private final Cache<String, String> sessions;

    /** What a client has to prove. */
    public interface Stage {
        /** Proves nothing but that the client follows the protocol. */
        Stage DUMMY = new Stage() {
            @Override
            public String type() {
                return "m.login.dummy";
            }

            @Override
            public Optional<String> refusal(ObjectNode auth) {
                return Optional.empty();
            }
        };

        /** What it is called in flows. */
        String type();

        /**
         * Judges an attempt.
         *
         * @param auth the {@code auth} object of the request
         * @return why it does not succeed, as a sentence; empty if it does
         * @throws MatrixException if the attempt is not of the form it must have
         */
        Optional<String> refusal(ObjectNode auth);
    }

    /** @param random cryptographically strong */
    public InteractiveAuth(RandomGenerator random, InstantSource clock) {
        this.random = random;
        this.sessions = Caffeine.newBuilder()
                .maximumSize(MAX_SESSIONS)
                .expireAfterWrite(SESSION_LIFE)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    /**
     * Looks at what a request proves.
     *
     * @param operation what the request wants to do, and for whom if that matters
     * @param stage     what has to be proven for it
     * @param auth      the {@code auth} object of the request
     * @return the body of the 401 that says what is still to be proven; empty if nothing is
     * @throws MatrixException {@code M_BAD_JSON} if {@code auth} is not of the form it must have
     */
    public Optional<ObjectNode> challenge(String operation, Stage stage, Optional<ObjectNode> auth) {
        if (auth.isEmpty()) {
            return Optional.of(flows(stage, begin(operation)));
        }
        Optional<String> type = text(auth.get(), "type");
        Optional<String> session = text(auth.get(), "session");
        if (session.isPresent() && !operation.equals(sessions.getIfPresent(session.get()))) {
            return Optional
                    .of(refused(stage, begin(operation),
                            "The session is unknown, has ended, or is another request's."));
        }
        if (type.isEmpty()) {
            return Optional.of(flows(stage, session.orElseGet(() -> begin(operation))));
        }
        Optional<String> refusal = type.get().equals(stage.type())
                ? stage.refusal(auth.get())
                : Optional.of("The only stage there is here is " + stage.type() + ".");
        return refusal.map(sentence -> refused(stage, session.orElseGet(() -> begin(operation)), sentence));
    }

    /** Ends the session of a request that is done. */
    public void done(Optional<ObjectNode> auth) {
        auth.flatMap(given -> text(given, "session")).ifPresent(sessions::invalidate);
    }

    private String begin(String operation) {
        byte[] id = new byte[SESSION_BYTES];
        random.nextBytes(id);
        String session = HexFormat.of().formatHex(id);
        sessions.put(session, operation);
        return session;
    }

    private static ObjectNode flows(Stage stage, String session) {
        ObjectNode body = JsonTree.object();
        body.putArray("flows").addObject().putArray("stages").add(stage.type());
        body.putObject("params");
        body.put("session", session);
        return body;
    }

    private static ObjectNode refused(Stage stage, String session, String sentence) {
        ObjectNode body = flows(stage, session);
        body.putArray("completed");
        body.setAll(MatrixException.forbidden(sentence).body());
        return body;
    }

    static Optional<String> text(ObjectNode auth, String key) {
        if (!auth.hasNonNull(key)) {
            return Optional.empty();
        }
        if (!auth.get(key).isTextual()) {
            throw MatrixException.badJson("'auth." + key + "' must be a string.");
        }
        return Optional.of(auth.get(key).textValue());
    }
}
