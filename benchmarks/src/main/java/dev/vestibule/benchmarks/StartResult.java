package dev.vestibule.benchmarks;

/**
 * What the starts of the server took.
 *
 * @param millis exec to first 200 of each start
 * @param residentMegabytes resident memory right after the first 200 of each start
 */
record StartResult(Sample millis, Sample residentMegabytes) {}
