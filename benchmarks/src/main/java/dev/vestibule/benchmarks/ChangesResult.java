package dev.vestibule.benchmarks;

/**
 * What one round of membership changes gave.
 *
 * @param changes answered with 200 within the measured time
 * @param seconds the measured time
 * @param not200 answers with another status, warm-up included
 * @param wrongMemberships users whose membership afterwards is not the one of their last acknowledged change
 * @param serverCpuMillis processor time of the server in the measured time, NaN if it was not started by this program
 * @param loadCpuMillis processor time of this program in the measured time
 */
record ChangesResult(long changes, double seconds, Latencies latencies, int not200, int wrongMemberships,
        double serverCpuMillis, double loadCpuMillis) {

    double perSecond() {
        return changes / seconds;
    }
}
