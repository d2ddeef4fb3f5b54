package dev.vestibule.benchmarks;

import java.util.Arrays;

/** Every latency that was measured, kept whole: a run has few enough of them. Not safe for use by several threads. */
final class Latencies {

    private long[] nanos = new long[256];
    private int size;

    void add(long latencyNanos) {
        if (size == nanos.length) {
            nanos = Arrays.copyOf(nanos, size * 2);
        }
        nanos[size++] = latencyNanos;
    }

    void addAll(Latencies others) {
        for (int i = 0; i < others.size; i++) {
            add(others.nanos[i]);
        }
    }

    int size() {
        return size;
    }

    /**
     * The latency in milliseconds that the given share of all latencies does not exceed (nearest rank); 0 if there are
     * none.
     *
     * @param share 0.5 is the median
     */
    double millis(double share) {
        if (size == 0) {
            return 0;
        }
        long[] sorted = Arrays.copyOf(nanos, size);
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(share * size);
        return sorted[Math.clamp(rank - 1, 0, size - 1)] / 1e6;
    }
}
