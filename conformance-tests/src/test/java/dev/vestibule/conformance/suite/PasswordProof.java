package dev.vestibule.conformance.suite;

import java.util.HashMap;
import java.util.Map;

/** The {@code auth} object by which somebody proves that they know an account's password. */
public final class PasswordProof {

    private PasswordProof() {}

    /** Of the suite's password, without a session. */
    public static Map<String, Object> of(Actor actor) {
        return of(actor.userId(), Homeserver.PASSWORD);
    }

    /** Of the suite's password, within a session that the server began. */
    public static Map<String, Object> of(Actor actor, String session) {
        Map<String, Object> proof = new HashMap<>(of(actor));
        proof.put("session", session);
        return proof;
    }

    /** Of a password that is not the account's. */
    public static Map<String, Object> wrong(Actor actor) {
        return of(actor.userId(), "not the password");
    }

    private static Map<String, Object> of(String userId, String password) {
        return Map.of("type", "m.login.password", "identifier", Map.of("type", "m.id.user", "user", userId),
                "password", password);
    }
}
