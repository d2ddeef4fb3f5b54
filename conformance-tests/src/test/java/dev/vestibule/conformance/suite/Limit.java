package dev.vestibule.conformance.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * A rate limit: so many requests at once, and then so many a second. While requests are sent time passes, so one more
 * may go through now and then; that no request is refused too early, and none is let through too late, holds all the
 * same.
 *
 * @param name what Synapse calls it
 */
public record Limit(String name, int burstCount, double perSecond) {

    /** Sends a request again and again until it is refused, and holds it to have gone through as often as it should. */
    public Answer exhaustedBy(Supplier<Answer> request) {
        return exhaustedBy(burstCount, request);
    }

    /**
     * The same for somebody of whose burst something may have been used already.
     *
     * @param left what is at least there still
     */
    public Answer exhaustedBy(int left, Supplier<Answer> request) {
        long start = System.nanoTime();
        for (int through = 0;; through++) {
            Answer answer = request.get();
            if (answer.status() == 429) {
                assertThat(through).as("requests let through before %s", answer).isGreaterThanOrEqualTo(left);
                return holds(answer);
            }
            double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
            assertThat(through).as("requests let through in %s s, up to %s", seconds, answer)
                    .isLessThanOrEqualTo((int) (burstCount + seconds * perSecond + 1));
        }
    }

    /** Holds an answer to be this limit's refusal, which says when to try again. */
    public Answer holds(Answer answer) {
        answer.refused(429, "M_LIMIT_EXCEEDED");
        JsonNode milliseconds = answer.json().path("retry_after_ms");
        assertThat(milliseconds.isIntegralNumber()).as("retry_after_ms of %s", answer).isTrue();
        assertThat(milliseconds.longValue()).as("retry_after_ms of %s", answer).isBetween(0L,
                (long) Math.ceil(1000 / perSecond));
        assertThat(answer.header("Retry-After")).as("Retry-After of %s", answer)
                .contains(Long.toString(Math.ceilDiv(milliseconds.longValue(), 1000L)));
        JsonNode explanation = answer.json().path("dev.vestibule.rate_limit");
        if (!explanation.isMissingNode()) {
            assertThat(explanation.path("limiter").asText()).as("limiter of %s", answer).isEqualTo(name);
            assertThat(explanation.path("key").asText()).as("key of %s", answer).isNotEmpty();
            assertThat(explanation.path("per_second").doubleValue()).as("rate of %s", answer).isEqualTo(perSecond);
            assertThat(explanation.path("burst_count").intValue()).as("burst of %s", answer).isEqualTo(burstCount);
        }
        return answer;
    }
}
