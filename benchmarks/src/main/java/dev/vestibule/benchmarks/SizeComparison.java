package dev.vestibule.benchmarks;

/**
 * The latencies of the same request in something small and in something large.
 *
 * @param what the request
 * @param unit what the sizes count
 * @param wrongAnswers how many answers had status 200 but not the content they must have
 */
record SizeComparison(String what, String unit, int smallSize, Latencies small, int largeSize, Latencies large,
        int wrongAnswers) {

    /** The median in the large one over the median in the small one. */
    double ratio() {
        return large.millis(0.5) / small.millis(0.5);
    }
}
