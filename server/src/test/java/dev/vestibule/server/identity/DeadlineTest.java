package dev.vestibule.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);

    @Test
    @DisplayName("all questions share what is left, and nothing is left below nothing, wherever the clock begins")
    void left() {
        Deadline deadline = new Patience(Duration.ofSeconds(15), now::get).begin();
        assertThat(deadline.left()).isEqualTo(Duration.ofSeconds(15));
        now.addAndGet(Duration.ofSeconds(10).toNanos());
        assertThat(deadline.left()).isEqualTo(Duration.ofSeconds(5));
        now.addAndGet(Duration.ofSeconds(10).toNanos());
        assertThat(deadline.left()).isZero();
    }
}
