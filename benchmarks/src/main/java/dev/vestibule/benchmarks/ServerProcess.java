package dev.vestibule.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A homeserver started by this program from a command line, and stopped by it. */
final class ServerProcess implements AutoCloseable {

    /** The first start may build the server. */
    private static final Duration START_TIMEOUT = Duration.ofMinutes(5);
    private static final Duration POLL_TIMEOUT = Duration.ofSeconds(10);
    private static final long STOP_TIMEOUT_SECONDS = 30;

    private final Process process;
    private final HomeserverUrl url;
    private final Path directory;
    private final double startMillis;
    private final Thread stopper;

    private ServerProcess(Process process, HomeserverUrl url, Path directory, double startMillis, Thread stopper) {
        this.process = process;
        this.url = url;
        this.directory = directory;
        this.startMillis = startMillis;
        this.stopper = stopper;
    }

    /**
     * Starts the server and waits for its first 200.
     *
     * @param command given to {@code sh}; <code>{port}</code> becomes a free port and <code>{data}</code> a directory
     *        that does not exist yet in an empty temporary one
     * @param fixedUrl where the server listens if the command does not say <code>{port}</code>
     */
    static ServerProcess start(String command, Optional<HomeserverUrl> fixedUrl)
            throws IOException, InterruptedException {
        HomeserverUrl url = fixedUrl.isPresent() ? fixedUrl.get() : HomeserverUrl.loopback(freePort());
        Path directory = Files.createTempDirectory("homeserver-under-load");
        String line = "exec " + command.replace("{port}", String.valueOf(url.address().getPort()))
                .replace("{data}", directory.resolve("data").toString());
        Path log = directory.resolve("output.log");
        long begin = System.nanoTime();
        Process process = new ProcessBuilder("/bin/sh", "-c", line).redirectErrorStream(true)
                .redirectOutput(log.toFile()).start();
        Thread stopper = new Thread(() -> {
            stop(process);
            remove(directory);
        });
        Runtime.getRuntime().addShutdownHook(stopper);
        double startMillis = awaitFirst200(process, url, begin, log);
        return new ServerProcess(process, url, directory, startMillis, stopper);
    }

    private static double awaitFirst200(Process process, HomeserverUrl url, long begin, Path log)
            throws IOException, InterruptedException {
        Request versions = Request.get(url, "/_matrix/client/versions", "");
        while (System.nanoTime() - begin < START_TIMEOUT.toNanos()) {
            try (HttpConnection connection = new HttpConnection(url, POLL_TIMEOUT)) {
                if (connection.exchange(versions).status() == 200) {
                    return (System.nanoTime() - begin) / 1e6;
                }
            } catch (IOException notYet) {
                if (!process.isAlive()) {
                    throw new UnexpectedAnswerException(
                            "The server ended with exit code " + process.exitValue() + ":\n" + Files.readString(log));
                }
            }
            Thread.sleep(1);
        }
        stop(process);
        throw new UnexpectedAnswerException("No 200 within " + START_TIMEOUT + ":\n" + Files.readString(log));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    HomeserverUrl url() {
        return url;
    }

    /** Milliseconds from just before the process was made to the end of the first answer with status 200. */
    double startMillis() {
        return startMillis;
    }

    /** Resident memory of the process and all its descendants in MB (10^6 bytes), NaN where there is no {@code /proc}. */
    double residentMegabytes() {
        return all().mapToDouble(ServerProcess::residentMegabytes).sum();
    }

    private static double residentMegabytes(ProcessHandle handle) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(handle.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) * 1024 / 1e6).sum();
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    /** Processor time of the process and its living descendants so far, in milliseconds. */
    double cpuMillis() {
        return all().mapToDouble(handle -> handle.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e6)
                .sum();
    }

    private Stream<ProcessHandle> all() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants());
    }

    /** Stops the server and removes what it wrote. */
    @Override
    public void close() {
        stop(process);
        remove(directory);
        Runtime.getRuntime().removeShutdownHook(stopper);
    }

    private static void remove(Path directory) {
        try (Stream<Path> walk = Files.walk(directory)) {
            for (Path path : walk.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            System.err.println("Left behind: " + directory + " (" + e + ")");
        }
    }

    private static void stop(Process process) {
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        descendants.forEach(ProcessHandle::destroyForcibly);
    }
}
