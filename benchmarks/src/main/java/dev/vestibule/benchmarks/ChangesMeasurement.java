package dev.vestibule.benchmarks;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleSupplier;

/** How many membership changes a second the server acknowledges to a number of clients, each with one request at a time. */
final class ChangesMeasurement {

    private final HomeserverUrl url;
    private final Duration warmup;
    private final Duration measured;
    private final long maxChanges;
    private final DoubleSupplier serverCpuMillis;

    /**
     * @param maxChanges no client does more than its share of this many, so that the server's disk is not filled
     * @param serverCpuMillis processor time the server has used so far
     */
    ChangesMeasurement(HomeserverUrl url, Duration warmup, Duration measured, long maxChanges,
            DoubleSupplier serverCpuMillis) {
        this.url = url;
        this.warmup = warmup;
        this.measured = measured;
        this.maxChanges = maxChanges;
        this.serverCpuMillis = serverCpuMillis;
    }

    ChangesResult run(ChangesScenario scenario) throws InterruptedException {
        long from = System.nanoTime() + warmup.toNanos();
        long until = from + measured.toNanos();
        AtomicReference<String> firstFailure = new AtomicReference<>();
        List<ChangingClient> clients = new ArrayList<>();
        for (int i = 0; i < scenario.clients(); i++) {
            clients.add(new ChangingClient(url, scenario.movers().get(i), scenario.roomIds().get(i), from, until,
                    maxChanges / scenario.clients(), firstFailure));
        }
        List<Thread> threads = clients.stream().map(client -> Thread.ofPlatform().daemon().start(client)).toList();
        sleepUntil(from);
        double serverBefore = serverCpuMillis.getAsDouble();
        double loadBefore = ownCpuMillis();
        sleepUntil(until);
        double serverCpu = serverCpuMillis.getAsDouble() - serverBefore;
        double loadCpu = ownCpuMillis() - loadBefore;
        for (Thread thread : threads) {
            thread.join();
        }
        if (firstFailure.get() != null) {
            System.err.println("The first answer that was not 200: " + firstFailure.get());
        }
        return result(scenario, clients, serverCpu, loadCpu);
    }

    private ChangesResult result(ChangesScenario scenario, List<ChangingClient> clients, double serverCpu,
            double loadCpu) {
        Latencies latencies = new Latencies();
        int not200 = 0;
        int wrongMemberships = 0;
        try (ClientApi api = new ClientApi(url)) {
            for (int i = 0; i < clients.size(); i++) {
                ChangingClient client = clients.get(i);
                latencies.addAll(client.latencies());
                not200 += client.not200();
                boolean joined = api.isJoined(scenario.keeper(), scenario.roomIds().get(i), scenario.movers().get(i));
                if (joined != client.isJoined()) {
                    wrongMemberships++;
                }
            }
        }
        return new ChangesResult(latencies.size(), measured.toNanos() / 1e9, latencies, not200, wrongMemberships,
                serverCpu, loadCpu);
    }

    private static void sleepUntil(long nanoTime) throws InterruptedException {
        Thread.sleep(Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime())));
    }

    private static double ownCpuMillis() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean own
                ? own.getProcessCpuTime() / 1e6
                : Double.NaN;
    }
}
