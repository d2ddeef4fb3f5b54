package dev.vestibule.server.account;

import com.fasterxml.jackson.databind.node.LongNode;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Hashes passwords with Argon2id, in the parameters OWASP names for the least memory: 7 MiB, five passes. They cost a
 * developer's laptop some 20 ms and an attacker the same for every guess. A stored hash says how it was made, so that
 * the parameters can change later.
 */
public final class Passwords {
    private static final int MEMORY_KIB = 7168;
    private static final int PASSES = 5;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int MAX_LENGTH = 512;
    private static final int IDLE_SECONDS = 10;
    /** Who came after that many would wait longer than clients do. */
    private static final int MAX_WAITING = 1_000;
    private static final int RETRY_AFTER_SECONDS = 5;
    private static final Base64.Encoder BASE64 = Base64.getEncoder().withoutPadding();

    private final RandomGenerator random;
    private final ExecutorService hashing;

    /**
     * As many threads as processors: more would take memory, and none would be done sooner.
     *
     * @param random cryptographically strong
     */
    public Passwords(RandomGenerator random) {
        this(random, Runtime.getRuntime().availableProcessors(), MAX_WAITING);
    }

    /** @param waiting how many may wait until one of the threads is free */
    Passwords(RandomGenerator random, int threads, int waiting) {
        this.random = random;
        this.hashing = hashing(threads, waiting);
    }

    /**
     * The threads are not virtual, as a virtual thread keeps its processor until it waits, and a hash never waits:
     * others would have to.
     */
    private static ExecutorService hashing(int number, int waiting) {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(number, number, IDLE_SECONDS, TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(waiting), Thread.ofPlatform().name("passwords-", 0).daemon().factory());
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /**
     * Hashes a new password.
     *
     * @return the hash in the usual form {@code $argon2id$v=19$m=…,t=…,p=…$salt$hash}
     * @throws MatrixException {@code M_INVALID_PARAM} if it is empty or longer than 512 characters; 429
     *                         {@code M_LIMIT_EXCEEDED} if too many passwords wait to be hashed
     */
    public String hash(String password) {
        if (password.isEmpty() || password.length() > MAX_LENGTH) {
            throw MatrixException.invalidParam("A password has 1 to " + MAX_LENGTH + " characters.");
        }
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        Parameters parameters = new Parameters(MEMORY_KIB, PASSES, 1);
        return parameters.prefix() + BASE64.encodeToString(salt) + "$"
                + BASE64.encodeToString(argon2id(password, salt, parameters, HASH_BYTES));
    }

    /**
     * Whether the password is the one that was hashed. Without a hash to compare with it takes as long to say no, so
     * that the time does not tell which accounts exist.
     *
     * @throws MatrixException 429 {@code M_LIMIT_EXCEEDED} if too many passwords wait to be hashed
     */
    boolean matches(String password, Optional<String> stored) {
        if (password.length() > MAX_LENGTH) {
            return false;
        }
        if (stored.isEmpty()) {
            argon2id(password, new byte[SALT_BYTES], new Parameters(MEMORY_KIB, PASSES, 1), HASH_BYTES);
            return false;
        }
        String[] parts = stored.get().split("\\$", -1);
        byte[] salt = Base64.getDecoder().decode(parts[4]);
        byte[] expected = Base64.getDecoder().decode(parts[5]);
        byte[] actual = argon2id(password, salt, Parameters.parse(parts[3]), expected.length);
        return MessageDigest.isEqual(expected, actual);
    }

    private byte[] argon2id(String password, byte[] salt, Parameters parameters, int length) {
        return hashed(() -> {
            Argon2BytesGenerator generator = new Argon2BytesGenerator();
            generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                    .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                    .withMemoryAsKB(parameters.memoryKib())
                    .withIterations(parameters.passes())
                    .withParallelism(parameters.lanes())
                    .withSalt(salt)
                    .build());
            byte[] hash = new byte[length];
            generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
            return hash;
        });
    }

    private byte[] hashed(Supplier<byte[]> hash) {
        try {
            return CompletableFuture.supplyAsync(hash, hashing).join();
        } catch (RejectedExecutionException tooMany) {
            throw new MatrixException(ErrorCode.LIMIT_EXCEEDED, "Too many passwords are being checked just now. "
                    + "Try again in " + RETRY_AFTER_SECONDS + " s.")
                    .with("retry_after_ms", LongNode.valueOf(TimeUnit.SECONDS.toMillis(RETRY_AFTER_SECONDS)))
                    .header("Retry-After", Integer.toString(RETRY_AFTER_SECONDS));
        }
    }

    private record Parameters(int memoryKib, int passes, int lanes) {
        String prefix() {
            return "$argon2id$v=19$m=" + memoryKib + ",t=" + passes + ",p=" + lanes + "$";
        }

        /** Reads {@code m=…,t=…,p=…}. */
        static Parameters parse(String text) {
            String[] values = text.split(",", -1);
            return new Parameters(number(values[0]), number(values[1]), number(values[2]));
        }

        private static int number(String assignment) {
            return Integer.parseInt(assignment, 2, assignment.length(), 10);
        }
    }
}
