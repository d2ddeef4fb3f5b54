package dev.vestibule.benchmarks;

import java.util.concurrent.atomic.AtomicReference;

/** One client that joins and leaves one room until the time is up, and remembers how long each change took. */
final class ChangingClient implements Runnable {

    private final HomeserverUrl url;
    private final User user;
    private final String roomId;
    private final long from;
    private final long until;
    private final long maxChanges;
    private final AtomicReference<String> firstFailure;
    private final Latencies latencies = new Latencies();
    private int not200;
    private boolean joined;

    /**
     * @param from {@link System#nanoTime()} at which measuring begins
     * @param until {@link System#nanoTime()} at which it ends
     * @param firstFailure where the first answer that is not 200 goes
     */
    ChangingClient(HomeserverUrl url, User user, String roomId, long from, long until, long maxChanges,
            AtomicReference<String> firstFailure) {
        this.url = url;
        this.user = user;
        this.roomId = roomId;
        this.from = from;
        this.until = until;
        this.maxChanges = maxChanges;
        this.firstFailure = firstFailure;
    }

    @Override
    public void run() {
        try (ClientApi api = new ClientApi(url)) {
            Request join = api.joinRequest(user, roomId);
            Request leave = api.leaveRequest(user, roomId);
            long done = 0;
            for (long start = System.nanoTime(); start - until < 0 && done < maxChanges; done++) {
                Answer answer = api.exchange(joined ? leave : join);
                long end = System.nanoTime();
                if (answer.status() != 200) {
                    failed((joined ? leave : join) + " was answered " + answer);
                    return;
                }
                joined = !joined;
                if (start - from >= 0 && end - until < 0) {
                    latencies.add(end - start);
                }
                start = end;
            }
        } catch (RuntimeException e) {
            failed(e.toString());
        }
    }

    private void failed(String what) {
        not200++;
        firstFailure.compareAndSet(null, what);
    }

    Latencies latencies() {
        return latencies;
    }

    /** Answers that were not 200, or none at all; the client gives up after one. */
    int not200() {
        return not200;
    }

    /** Whether the last acknowledged change left the user joined. */
    boolean isJoined() {
        return joined;
    }
}
