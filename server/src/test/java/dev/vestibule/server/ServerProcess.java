package dev.vestibule.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a process of its own, started by its command line. */
public record ServerProcess(Process process, Path outputFile, Path errorFile) implements AutoCloseable {
    private static final Pattern URL = Pattern.compile("http://[^ ]+");

    /**
     * Starts one.
     *
     * @param directory   where it runs, and where what it prints is kept
     * @param environment beside the environment of the test, without the variables that set options
     */
    public static ServerProcess start(Path directory, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(directory, "output", "");
        Path errors = Files.createTempFile(directory, "errors", "");
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("VESTIBULE_"));
        builder.environment().putAll(environment);
        return new ServerProcess(builder.start(), output, errors);
    }

    public String[] awaitLines(int count) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (output().lines().count() < count) {
            assertThat(System.nanoTime()).as("still waiting; errors: %s", errors()).isLessThan(end);
            assertThat(process.waitFor(20, TimeUnit.MILLISECONDS)).as("ended early: %s", errors()).isFalse();
        }
        return output().lines().toArray(String[]::new);
    }

    public String url() throws InterruptedException {
        Matcher url = URL.matcher(awaitLines(2)[0]);
        assertThat(url.find()).isTrue();
        return url.group();
    }

    /** Asks it to stop as a terminal or a service manager would. */
    public int stop() throws InterruptedException {
        process.destroy();
        return exitCode();
    }

    public int exitCode() throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("has ended").isTrue();
        return process.exitValue();
    }

    public String output() {
        return read(outputFile);
    }

    public String errors() {
        return read(errorFile);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
