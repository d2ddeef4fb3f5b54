package dev.vestibule.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vestibule.server.limit.LimitSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** What the options of the command line come to. */
class OptionsTest {
    @ParameterizedTest(name = "rate limits: {0} means limits: {1}")
    @CsvSource({"'', false", "--bind 127.0.0.1, false", "--bind localhost, false", "--bind ::1, false",
            "--bind 0.0.0.0, true", "--bind ::, true", "--bind 0.0.0.0 --rate-limits auto, true",
            "--bind 0.0.0.0 --rate-limits off, false", "--rate-limits synapse, true"})
    void rateLimits(String arguments, boolean limited) {
        assertThat(limits(arguments.isEmpty() ? new String[0] : arguments.split(" ", -1)))
                .isEqualTo(limited ? LimitSettings.synapse() : LimitSettings.off());
    }

    @Test
    @DisplayName("rate limits: a file that cannot be used is wrong usage, told in one sentence")
    void badFile(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("limits.yaml"), "rc_joins:\n  local: {per_second: fast}\n");
        assertThatThrownBy(() -> limits("--rate-limits", file.toString())).isInstanceOf(ParameterException.class)
                .hasMessage("--rate-limits takes auto, off, synapse or a file: " + file
                        + ", line 2: rc_joins.local.per_second must be a number greater than 0.");
    }

    private static LimitSettings limits(String... arguments) {
        Options options = new Options();
        CommandLine commandLine = new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.parseArgs(arguments);
        return options.config(commandLine).limits();
    }
}
