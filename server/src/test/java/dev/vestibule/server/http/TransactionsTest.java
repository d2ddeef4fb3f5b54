package dev.vestibule.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.storage.TransactionKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Requests that are repeated under their transaction ID. */
class TransactionsTest {
    private static final TransactionKey KEY = new TransactionKey(UserId.parse("@alice:localhost"), "PHONE",
            "/rooms/!r/send/m.text", "1");

    private final Map<TransactionKey, String> stored = new ConcurrentHashMap<>();
    private final Transactions transactions = new Transactions(key -> Optional.ofNullable(stored.get(key)));

    @Test
    @DisplayName("7.43 a repeated request gets the answer of the first and does nothing")
    void repeated() {
        assertThat(transactions.once(KEY, () -> succeed("first"))).isEqualTo(answer("first"));
        assertThat(transactions.once(KEY, () -> succeed("second"))).isEqualTo(answer("first"));
    }

    @Test
    @DisplayName("7.43 a refusal is not remembered: the next request with the same ID is decided anew")
    void refusalIsForgotten() {
        assertThatThrownBy(() -> transactions.once(KEY, () -> {
            throw MatrixException.forbidden("not yet");
        })).isInstanceOf(MatrixException.class);
        assertThat(transactions.once(KEY, () -> succeed("second"))).isEqualTo(answer("second"));
    }

    @Test
    @DisplayName("7.43 of many requests at once with the same ID one runs, and all get its answer")
    void atOnce() throws Exception {
        int requests = 50;
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(requests);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> answers = IntStream.range(0, requests).mapToObj(i -> threads.submit(() -> {
                all.countDown();
                all.await();
                return transactions.once(KEY, () -> succeed("run " + runs.incrementAndGet()));
            })).toList();
            for (Future<Answer> answer : answers) {
                assertThat(answer.get()).isEqualTo(answer("run 1"));
            }
        }
        assertThat(runs).hasValue(1);
    }

    @Test
    @DisplayName("7.43 who waited for a request that was refused is decided anew")
    void waitingForRefused() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch refuse = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> first = threads.submit(() -> transactions.once(KEY, () -> {
                running.countDown();
                await(refuse);
                throw MatrixException.forbidden("not yet");
            }));
            running.await();
            Future<Answer> second = threads.submit(() -> transactions.once(KEY, () -> succeed("second")));
            refuse.countDown();
            assertThatThrownBy(first::get).hasCauseInstanceOf(MatrixException.class);
            assertThat(second.get()).isEqualTo(answer("second"));
        }
    }

    private static Answer answer(String eventId) {
        return Answer.ok(JsonTree.object().put("event_id", eventId));
    }

    private Answer succeed(String eventId) {
        Answer answer = answer(eventId);
        stored.put(KEY, new String(answer.body().bytes(), StandardCharsets.UTF_8));
        return answer;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
