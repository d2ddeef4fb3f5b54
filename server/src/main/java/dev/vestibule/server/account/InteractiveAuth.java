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
 * Interactive authentication with the one stage {@code m.login.dummy}: a client proves nothing but that it follows the
 * protocol. A session belongs to one operation and ends when that is done.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#user-interactive-authentication-api">
 *      User-interactive authentication</a>
 */
public final class InteractiveAuth {
    private static final String DUMMY = "m.login.dummy";
    private static final Duration SESSION_LIFE = Duration.ofMinutes(30);
    private static final int MAX_SESSIONS = 10_000;
    private static final int SESSION_BYTES = 16;

    private final RandomGenerator random;
    /** Session IDs and the operation each belongs to. */
    private final Cache<String, String> sessions;

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
     * @param operation what the request wants to do
     * @param auth      the {@code auth} object of the request
     * @return the body of the 401 that says what is still to be proven; empty if nothing is
     * @throws MatrixException {@code M_BAD_JSON} if {@code auth} is not of the form it must have
     */
    public Optional<ObjectNode> challenge(String operation, Optional<ObjectNode> auth) {
        if (auth.isEmpty()) {
            return Optional.of(flows(begin(operation)));
        }
        Optional<String> type = text(auth.get(), "type");
        Optional<String> session = text(auth.get(), "session");
        if (session.isPresent() && !operation.equals(sessions.getIfPresent(session.get()))) {
            return Optional
                    .of(refused(begin(operation), "The session is unknown, has ended, or is another request's."));
        }
        if (type.isEmpty()) {
            return Optional.of(flows(session.orElseGet(() -> begin(operation))));
        }
        if (!type.get().equals(DUMMY)) {
            return Optional.of(refused(session.orElseGet(() -> begin(operation)),
                    "The only stage there is here is " + DUMMY + "."));
        }
        return Optional.empty();
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

    private static ObjectNode flows(String session) {
        ObjectNode body = JsonTree.object();
        body.putArray("flows").addObject().putArray("stages").add(DUMMY);
        body.putObject("params");
        body.put("session", session);
        return body;
    }

    private static ObjectNode refused(String session, String sentence) {
        ObjectNode body = flows(session);
        body.putArray("completed");
        body.setAll(MatrixException.forbidden(sentence).body());
        return body;
    }

    private static Optional<String> text(ObjectNode auth, String key) {
        if (!auth.hasNonNull(key)) {
            return Optional.empty();
        }
        if (!auth.get(key).isTextual()) {
            throw MatrixException.badJson("'auth." + key + "' must be a string.");
        }
        return Optional.of(auth.get(key).textValue());
    }
}
