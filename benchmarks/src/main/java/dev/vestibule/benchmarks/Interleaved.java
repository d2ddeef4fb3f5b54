package dev.vestibule.benchmarks;

/**
 * Measures two things turn by turn, the first of each pair alternating, so that whatever else the machine does falls on
 * both alike and their ratio can be trusted where their absolute figures cannot.
 */
final class Interleaved {

    private Interleaved() {}

    /** One turn of one of the two things. */
    @FunctionalInterface
    interface Turn {
        /**
         * Takes the turn.
         *
         * @param number of the turn, from 0, warm-up included
         * @param counted false while warming up
         */
        void take(int number, boolean counted);
    }

    /** Takes turns until there are enough, or until the time is up; warm-up turns come first. */
    static void run(TimeBudget budget, int warmups, int turns, Turn small, Turn large) {
        for (int i = 0; i < warmups + turns; i++) {
            budget.check();
            boolean counted = i >= warmups;
            if (i % 2 == 0) {
                small.take(i, counted);
                large.take(i, counted);
            } else {
                large.take(i, counted);
                small.take(i, counted);
            }
        }
    }
}
