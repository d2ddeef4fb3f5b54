package dev.vestibule.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.storage.TransactionKey;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Gives a repeated request the answer its first run got. Of requests with the same key only one runs at a time; the
 * others wait for it and share its answer. Only a success is remembered: what was refused is decided anew.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#transaction-identifiers">Transaction identifiers</a>
 */
public final class Transactions {
    private final Function<TransactionKey, Optional<String>> remembered;
    private final ConcurrentMap<TransactionKey, CompletableFuture<Optional<Answer>>> running = new ConcurrentHashMap<>();

    /** @param remembered finds the JSON of the answer that was stored together with what the first run changed */
    public Transactions(Function<TransactionKey, Optional<String>> remembered) {
        this.remembered = remembered;
    }

    /**
     * Answers under a transaction ID.
     *
     * @param run what a first request with this key does
     */
    Answer once(TransactionKey key, Supplier<Answer> run) {
        CompletableFuture<Optional<Answer>> mine = new CompletableFuture<>();
        for (;;) {
            CompletableFuture<Optional<Answer>> other = running.putIfAbsent(key, mine);
            if (other == null) {
                return runFirst(key, run, mine);
            }
            Optional<Answer> shared = other.join();
            if (shared.isPresent()) {
                return shared.get();
            }
        }
    }

    private Answer runFirst(TransactionKey key, Supplier<Answer> run, CompletableFuture<Optional<Answer>> mine) {
        Optional<Answer> success = Optional.empty();
        try {
            Answer answer = remembered.apply(key).map(Transactions::parse).orElseGet(run);
            success = Optional.of(answer).filter(Answer::isSuccess);
            return answer;
        } finally {
            running.remove(key, mine);
            mine.complete(success);
        }
    }

    private static Answer parse(String stored) {
        try {
            return Answer.ok(JsonTree.read(stored));
        } catch (JsonProcessingException corrupt) {
            throw new UncheckedIOException(corrupt);
        }
    }
}
