package dev.vestibule.server.live;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Does things later, on one thread that is only there while something waits for it. */
final class Timer implements AutoCloseable {
    private static final int IDLE_SECONDS = 10;

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1,
            Thread.ofPlatform().name("vestibule-timer").daemon().factory(), new ThreadPoolExecutor.DiscardPolicy());

    Timer() {
        executor.setRemoveOnCancelPolicy(true);
        executor.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
    }

    /** Does something after a while, unless it is cancelled or the server stops first: then never. */
    ScheduledFuture<?> after(Duration delay, Runnable work) {
        return executor.schedule(work, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
