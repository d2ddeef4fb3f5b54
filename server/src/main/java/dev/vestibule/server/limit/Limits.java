package dev.vestibule.server.limit;

import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.EstimationProbe;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Counts what is done and refuses what is too much. Nothing of it is stored: a server that starts has counted nothing.
 *
 * <p>
 * A request may have to pass several limiters, one after the other. What it took from the ones before it was refused is
 * not given back, as in Synapse.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#rate-limiting">Rate limiting</a>
 */
public final class Limits {
    /** The extra field that tells which limiter refused, for whom, and how it is set. */
    private static final String FIELD = "dev.vestibule.rate_limit";
    private static final long NANOS = 1_000_000;

    private final LimitSettings settings;
    private final InstantSource clock;
    private Buckets buckets;

    /** @param clock by which buckets fill */
    public Limits(LimitSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Whether anything that this user asks for could be refused: where not, nothing has to be looked up. */
    public boolean concern(Limited who) {
        return !settings.isOff() && !(who.allowance() instanceof Allowance.Unlimited);
    }

    /**
     * Counts an action of a user.
     *
     * @throws MatrixException 429 {@code M_LIMIT_EXCEEDED} if it is one too many
     */
    public void take(Limiter limiter, Limited who) {
        take(limiter, who, who.user().value());
    }

    /**
     * Counts an action of a user at a room, or at somebody else.
     *
     * @param key what it is counted for, such as a room ID
     * @throws MatrixException 429 {@code M_LIMIT_EXCEEDED} if it is one too many
     */
    public void take(Limiter limiter, Limited who, String key) {
        setting(limiter, who).ifPresent(setting -> take(new BucketKey(limiter, key, setting)));
    }

    /**
     * Counts an action for which nobody has to be logged in.
     *
     * @throws MatrixException 429 {@code M_LIMIT_EXCEEDED} if it is one too many
     */
    public void take(Limiter limiter, String key) {
        settings.of(limiter).ifPresent(setting -> take(new BucketKey(limiter, key, setting)));
    }

    /**
     * Counts a redaction of somebody else's event: as a message, unless it has a limiter of its own.
     *
     * @throws MatrixException 429 {@code M_LIMIT_EXCEEDED} if it is one too many
     */
    public void takeAdminRedaction(Limited who) {
        take(settings.of(Limiter.ADMIN_REDACTION).isPresent() ? Limiter.ADMIN_REDACTION : Limiter.MESSAGE, who);
    }

    /**
     * Refuses what {@link #take(Limiter, Limited)} would refuse, and counts nothing.
     *
     * @throws MatrixException 429 {@code M_LIMIT_EXCEEDED}
     */
    public void peek(Limiter limiter, Limited who) {
        peek(limiter, who, who.user().value());
    }

    /**
     * Refuses what {@link #take(Limiter, Limited, String)} would refuse, and counts nothing.
     *
     * @throws MatrixException 429 {@code M_LIMIT_EXCEEDED}
     */
    public void peek(Limiter limiter, Limited who, String key) {
        setting(limiter, who).ifPresent(setting -> peek(new BucketKey(limiter, key, setting)));
    }

    /**
     * Refuses what {@link #take(Limiter, String)} would refuse, and counts nothing.
     *
     * @throws MatrixException 429 {@code M_LIMIT_EXCEEDED}
     */
    public void peek(Limiter limiter, String key) {
        settings.of(limiter).ifPresent(setting -> peek(new BucketKey(limiter, key, setting)));
    }

    /**
     * Lets something be tried of which only the failures count. While it is tried it counts, too: else any number of
     * attempts that are made at once would get past the limit.
     *
     * @param key     what it is counted for
     * @param attempt whether it succeeded
     * @return whether it succeeded
     * @throws MatrixException 429 {@code M_LIMIT_EXCEEDED} if another failure would be one too many
     */
    public boolean attempt(Limiter limiter, String key, BooleanSupplier attempt) {
        take(limiter, key);
        boolean failed = false;
        try {
            failed = !attempt.getAsBoolean();
            return !failed;
        } finally {
            if (!failed) {
                giveBack(limiter, key);
            }
        }
    }

    private void giveBack(Limiter limiter, String key) {
        settings.of(limiter).ifPresent(setting -> buckets().of(new BucketKey(limiter, key, setting)).addTokens(1));
    }

    /** Counts what has happened, and refuses nothing. */
    public void count(Limiter limiter, String key) {
        settings.of(limiter).filter(setting -> setting.burstCount() > 0)
                .ifPresent(setting -> buckets().of(new BucketKey(limiter, key, setting)).consumeIgnoringRateLimits(1));
    }

    /** How much a limiter lets a user do at once; empty for any number. */
    public Optional<Setting> setting(Limiter limiter, Limited who) {
        return setting(limiter, who.allowance());
    }

    private Optional<Setting> setting(Limiter limiter, Allowance allowance) {
        Optional<Setting> setting = settings.of(limiter);
        return switch (allowance) {
            case Allowance.Standard() -> setting;
            case Allowance.Unlimited() -> Optional.empty();
            case Allowance.Messages(Setting own) -> limiter == Limiter.MESSAGE ? setting.map(_ -> own) : setting;
            case Allowance.Acting(Allowance administrator, Allowance user) ->
                setting(limiter, limiter == Limiter.MESSAGE ? user : administrator);
        };
    }

    private void take(BucketKey key) {
        refuseEmpty(key);
        ConsumptionProbe probe = buckets().of(key).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw refusal(key, Math.ceilDiv(probe.getNanosToWaitForRefill(), NANOS));
        }
    }

    private void peek(BucketKey key) {
        refuseEmpty(key);
        EstimationProbe probe = buckets().of(key).estimateAbilityToConsume(1);
        if (!probe.canBeConsumed()) {
            throw refusal(key, Math.ceilDiv(probe.getNanosToWaitForRefill(), NANOS));
        }
    }

    /** Made with the first action that is counted: the start of a server should not wait for it. */
    private synchronized Buckets buckets() {
        if (buckets == null) {
            buckets = new Buckets(clock);
        }
        return buckets;
    }

    /** A bucket without room for one action never lets any through; so an administrator can set it for a user. */
    private static void refuseEmpty(BucketKey key) {
        if (key.setting().burstCount() == 0) {
            throw refusal(key, BigDecimal.valueOf(1000).divide(key.setting().perSecond(), 0, RoundingMode.CEILING)
                    .longValue());
        }
    }

    /**
     * 429, with all there is to know about it.
     *
     * @param milliseconds rounded up, so that who waits that long has waited long enough
     */
    private static MatrixException refusal(BucketKey key, long milliseconds) {
        Setting setting = key.setting();
        String seconds = Long.toString(Math.ceilDiv(milliseconds, 1000L));
        return new MatrixException(ErrorCode.LIMIT_EXCEEDED, "Too many requests: " + key.limiter().key() + " lets "
                + key.key() + " have " + setting.burstCount() + " at once and " + setting.perSecond().toPlainString()
                + " a second after that. Try again in " + seconds + " s.")
                .with("retry_after_ms", LongNode.valueOf(milliseconds))
                .with(FIELD, explanation(key))
                .header("Retry-After", seconds);
    }

    private static ObjectNode explanation(BucketKey key) {
        return JsonTree.object()
                .put("limiter", key.limiter().key())
                .put("key", key.key())
                .put("per_second", key.setting().perSecond())
                .put("burst_count", key.setting().burstCount());
    }
}
