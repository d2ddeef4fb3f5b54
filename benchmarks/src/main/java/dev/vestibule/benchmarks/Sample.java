package dev.vestibule.benchmarks;

import java.util.stream.DoubleStream;

/** A figure that was measured several times: its median is reported, with the least and the greatest value beside it. */
record Sample(double median, double least, double greatest, int count) {

    /** @throws IllegalArgumentException if there are no values */
    static Sample of(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("No values");
        }
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Sample(median, sorted[0], sorted[sorted.length - 1], sorted.length);
    }
}
