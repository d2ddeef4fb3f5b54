package dev.vestibule.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    @DisplayName("quantiles are by nearest rank, in milliseconds")
    void quantiles() {
        Latencies latencies = new Latencies();
        for (int i = 1_000; i >= 1; i--) {
            latencies.add(i * 1_000_000L);
        }

        assertThat(latencies.size()).isEqualTo(1_000);
        assertThat(latencies.millis(0.5)).isEqualTo(500);
        assertThat(latencies.millis(0.99)).isEqualTo(990);
        assertThat(latencies.millis(1)).isEqualTo(1_000);
        assertThat(new Latencies().millis(0.5)).isZero();
    }

    @Test
    @DisplayName("the median of an even number of values lies between the middle two")
    void medians() {
        assertThat(Sample.of(DoubleStream.of(9, 1, 5))).isEqualTo(new Sample(5, 1, 9, 3));
        assertThat(Sample.of(DoubleStream.of(4, 1, 2, 9))).isEqualTo(new Sample(3, 1, 9, 4));
        assertThatThrownBy(() -> Sample.of(DoubleStream.empty())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("the two things take turns, each going first every other time, and warm-up is not counted")
    void interleaves() {
        List<String> turns = new ArrayList<>();

        Interleaved.run(TimeBudget.of(Duration.ofMinutes(1)), 1, 2,
                (number, counted) -> turns.add("small " + number + " " + counted),
                (number, counted) -> turns.add("large " + number + " " + counted));

        assertThat(turns).containsExactly("small 0 false", "large 0 false", "large 1 true", "small 1 true",
                "small 2 true", "large 2 true");
    }

    @Test
    @DisplayName("only plain HTTP to a loopback address is put under load")
    void loopbackOnly() {
        assertThat(HomeserverUrl.parse("http://127.0.0.1:8008/")).hasToString("http://127.0.0.1:8008");
        assertThat(HomeserverUrl.parse("http://localhost").address().getPort()).isEqualTo(80);
        for (String refused : List.of("https://127.0.0.1:8448", "http://192.0.2.1:8008", "127.0.0.1:8008",
                "http://127.0.0.1:8008/_matrix", "http://", "not a URL")) {
            assertThatThrownBy(() -> HomeserverUrl.parse(refused)).as(refused)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    @DisplayName("a spent time budget ends the run")
    void timeIsUp() {
        assertThatThrownBy(() -> TimeBudget.of(Duration.ZERO).check()).isInstanceOf(UnexpectedAnswerException.class);
    }
}
