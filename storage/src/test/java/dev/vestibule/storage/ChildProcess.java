package dev.vestibule.storage;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM of its own, which runs a {@code main} of these tests on this test's class path. */
final class ChildProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader lines;

    private ChildProcess(Process process) {
        this.process = process;
        this.lines = process.inputReader();
    }

    static ChildProcess start(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                        main.getName()));
        command.addAll(List.of(arguments));
        return new ChildProcess(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    /** The next line it prints, when it does. */
    String line() throws IOException {
        String line = lines.readLine();
        if (line == null) {
            throw new IOException("the child process has ended");
        }
        return line;
    }

    /** Kills it in the middle of whatever it does, and returns what it had printed up to then. */
    List<String> kill() {
        // Not by the process itself, which would throw away what was printed and not read yet.
        process.toHandle().destroyForcibly();
        List<String> rest = lines.lines().toList();
        process.onExit().join();
        return rest;
    }

    @Override
    public void close() {
        kill();
    }
}
