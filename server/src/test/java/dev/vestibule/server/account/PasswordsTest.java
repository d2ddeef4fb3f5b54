package dev.vestibule.server.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestibule.server.error.MatrixException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Password hashes. */
class PasswordsTest {
    private final Passwords passwords = new Passwords(new SecureRandom());

    @Test
    @DisplayName("a password matches its hash and no other does; every hash has its own salt")
    void matches() {
        String hash = passwords.hash("wonderland €");
        assertThat(hash).startsWith("$argon2id$v=19$m=7168,t=5,p=1$").isNotEqualTo(passwords.hash("wonderland €"));
        assertThat(passwords.matches("wonderland €", Optional.of(hash))).isTrue();
        assertThat(passwords.matches("wonderland", Optional.of(hash))).isFalse();
        assertThat(passwords.matches("", Optional.of(hash))).isFalse();
        assertThat(passwords.matches("wonderland €", Optional.empty())).isFalse();
    }

    @Test
    @DisplayName("hashes made elsewhere with other parameters are understood")
    void otherParameters() {
        // echo -n password | argon2 somesalt -id -t 2 -m 16 -p 4 -l 24 -e
        String hash = "$argon2id$v=19$m=65536,t=2,p=4$c29tZXNhbHQ$GpZ3sK/oH9p7VIiV56G/64Zo/8GaUw434IimaPqxwCo";
        assertThat(passwords.matches("password", Optional.of(hash))).isTrue();
        assertThat(passwords.matches("Password", Optional.of(hash))).isFalse();
    }

    @Test
    @DisplayName("when too many wait to be hashed, the next is told to come later")
    void tooMany() throws Exception {
        Passwords slow = new Passwords(new SecureRandom(), 1, 1);
        List<Object> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Object> outcome : threads.invokeAll(Collections.nCopies(50, () -> outcome(slow)))) {
                outcomes.add(outcome.get());
            }
        }
        assertThat(outcomes).contains("hashed").hasAtLeastOneElementOfType(MatrixException.class);
        assertThat(outcomes).filteredOn(MatrixException.class::isInstance).map(MatrixException.class::cast)
                .allSatisfy(refusal -> {
                    assertThat(refusal.body().path("errcode").asText()).isEqualTo("M_LIMIT_EXCEEDED");
                    assertThat(refusal.body().path("retry_after_ms").longValue()).isEqualTo(5_000);
                    assertThat(refusal.headers()).containsEntry("Retry-After", "5");
                });
    }

    private static Object outcome(Passwords passwords) {
        try {
            passwords.hash("wonderland");
            return "hashed";
        } catch (MatrixException refused) {
            return refused;
        }
    }

    @Test
    @DisplayName("what is too short or too long to be a password is refused")
    void bounds() {
        assertThatThrownBy(() -> passwords.hash("")).isInstanceOf(MatrixException.class);
        assertThatThrownBy(() -> passwords.hash("x".repeat(513))).isInstanceOf(MatrixException.class);
        assertThat(passwords.matches("x".repeat(1_000_000), Optional.empty())).isFalse();
    }
}
