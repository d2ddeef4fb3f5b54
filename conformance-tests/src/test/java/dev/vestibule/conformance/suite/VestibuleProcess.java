package dev.vestibule.conformance.suite;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Vestibule in a process of its own, on a free port, with nothing kept on disk. It is started from the packaged jar if
 * that has been built, else from the classes on the test's class path. What it writes goes to
 * {@code target/homeserver--….log}, a file for each set of options.
 */
final class VestibuleProcess implements AutoCloseable {

    private static final String MAIN_CLASS = "dev.vestibule.server.Main";
    private static final Pattern LISTENING = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");

    private final Process process;
    private final URI url;
    private final String sharedSecret;

    private VestibuleProcess(Process process, URI url, String sharedSecret) {
        this.process = process;
        this.url = url;
        this.sharedSecret = sharedSecret;
    }

    /**
     * Starts the server and waits until it says where it listens.
     *
     * @param options beside those that every server of the suite has
     * @throws IllegalStateException if it ends, or half a minute passes, without saying so
     */
    static VestibuleProcess start(String... options) {
        String secret = UUID.randomUUID().toString();
        Path log = Path.of("target",
                "homeserver" + String.join("", options).replace('/', '-') + ".log");
        try {
            Files.createDirectories(log.getParent());
            Process process = new ProcessBuilder(command(secret, options)).redirectError(log.toFile()).start();
            // A suite that is stopped in the middle leaves no server behind.
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
            CompletableFuture<URI> listening = new CompletableFuture<>();
            // Reading a pipe holds its carrier: a virtual thread for each server would leave none for the tests.
            Thread.ofPlatform().daemon().name("vestibule-stdout").start(() -> read(process, listening));
            return new VestibuleProcess(process, await(listening, process, log), secret);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(String secret, String... options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        Path jar = Path.of(System.getProperty("vestibule.jar", "../server/target/dist/vestibule.jar"));
        if (Files.isRegularFile(jar)) {
            command.addAll(List.of("-jar", jar.toString()));
        } else {
            String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
            command.addAll(List.of("-cp", classPath, MAIN_CLASS));
        }
        command.addAll(List.of("--port", "0", "--in-memory", "--registration", "open", "--registration-shared-secret",
                secret, "--server-name", "localhost", "--log-level", "warn"));
        command.addAll(List.of(options));
        return command;
    }

    private static void read(Process process, CompletableFuture<URI> listening) {
        try (BufferedReader out = process.inputReader()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                Matcher matcher = LISTENING.matcher(line);
                if (matcher.find()) {
                    listening.complete(URI.create(matcher.group()));
                }
            }
            listening.completeExceptionally(new IOException("its output ended"));
        } catch (IOException e) {
            listening.completeExceptionally(e);
        }
    }

    private static URI await(CompletableFuture<URI> listening, Process process, Path log) {
        try {
            return listening.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            process.destroyForcibly();
            throw new IllegalStateException("the server did not start, see " + log.toAbsolutePath(), e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the server started", e);
        }
    }

    URI url() {
        return url;
    }

    String sharedSecret() {
        return sharedSecret;
    }

    /**
     * Stops the server as a service manager would.
     *
     * @throws java.util.concurrent.CompletionException if it still runs after ten seconds
     */
    @Override
    public void close() {
        process.destroy();
        try {
            process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
        } finally {
            process.destroyForcibly();
        }
    }
}
