package dev.vestibule.server.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that set limits. */
class LimitFileTest {
    @TempDir
    private Path directory;

    @Test
    @DisplayName("what the file says, and Synapse's defaults for the rest")
    void some() throws IOException {
        assertThat(read("""
                # from homeserver.yaml
                rc_joins:
                  local:
                    per_second: 5
                    burst_count: 20
                  remote: {per_second: 0.01, burst_count: 10}
                rc_message:
                  burst_count: 1.0
                rc_admin_redaction: {}
                """)).isEqualTo(LimitSettings.synapse().with(Map.of(
                Limiter.JOINS_LOCAL, Setting.of("5", 20),
                Limiter.MESSAGE, Setting.of("0.2", 1),
                Limiter.ADMIN_REDACTION, Setting.of("0.17", 3))));
    }

    @Test
    @DisplayName("all that Synapse knows can be pasted, aliases too, and in JSON")
    void pasted() throws IOException {
        LimitSettings all = read("""
                rc_message: &off {per_second: 100_000, burst_count: 100000}
                rc_registration: *off
                rc_registration_token_validity: *off
                rc_login: {address: *off, account: *off, failed_attempts: *off}
                rc_admin_redaction: *off
                rc_joins: {local: *off, remote: *off}
                rc_joins_per_room: *off
                rc_3pid_validation: *off
                rc_invites: {per_room: *off, per_user: *off, per_issuer: *off}
                rc_third_party_invite: *off
                rc_media_create: *off
                rc_federation: {window_size: 1000, sleep_limit: 10, sleep_delay: 500, reject_limit: 50, concurrent: 3}
                federation_rr_transactions_per_room_per_second: 40
                remote_media_download_per_second: "87K"
                rc_presence: {per_user: *off}
                rc_delayed_event_mgmt: *off
                rc_reports: *off
                rc_room_creation: *off
                rc_user_directory: *off
                """);
        for (Limiter limiter : Limiter.values()) {
            assertThat(all.of(limiter)).as("%s", limiter).contains(Setting.of("100000", 100_000));
        }
        assertThat(read("{\"rc_joins_per_room\": {\"per_second\": 1e-2, \"burst_count\": 3}}"))
                .isEqualTo(LimitSettings.synapse().with(Map.of(Limiter.JOINS_PER_ROOM, Setting.of("0.01", 3))));
    }

    @Test
    @DisplayName("rates and bursts beyond measure are cut to what can be worked with")
    void beyondMeasure() throws IOException {
        assertThat(read("""
                rc_message: {per_second: 1.0e+999999999, burst_count: 1.0e+999999999}
                rc_joins_per_room: {per_second: 1.0e-999999999}
                """)).isEqualTo(LimitSettings.synapse().with(Map.of(
                Limiter.MESSAGE, Setting.of("1000000000", Integer.MAX_VALUE),
                Limiter.JOINS_PER_ROOM, Setting.of("0.000000001", 10))));
    }

    @ParameterizedTest
    @DisplayName("a file that says nothing leaves the defaults")
    @ValueSource(strings = {"", "# nothing", "{}", "---\n"})
    void nothing(String text) throws IOException {
        assertThat(read(text)).isEqualTo(LimitSettings.synapse());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @DisplayName("a mistake is told with line and key")
    @CsvSource(delimiter = '|', textBlock = """
            rc_jions: {}                                  | line 1: there is no rate limit rc_jions.
            \\nrc_joins: {locale: {}}                     | line 2: there is no rate limit rc_joins.locale.
            rc_joins:\\n  local:\\n    per_minute: 5      | line 3: rc_joins.local has per_second and burst_count, but no per_minute.
            rc_message: {per_second: fast}                | line 1: rc_message.per_second must be a number greater than 0.
            rc_message: {per_second: "5"}                 | line 1: rc_message.per_second must be a number greater than 0.
            rc_message:\\n  per_second: 0                 | line 2: rc_message.per_second must be a number greater than 0.
            rc_message: {per_second: -1}                  | line 1: rc_message.per_second must be a number greater than 0.
            rc_message: {per_second: .inf}                | line 1: rc_message.per_second must be a number greater than 0.
            rc_message: {per_second: }                    | line 1: rc_message.per_second must be a number greater than 0.
            rc_message: {per_second: [1]}                 | line 1: rc_message.per_second must be a number greater than 0.
            rc_reports: {per_second: true}                | line 1: rc_reports.per_second must be a number greater than 0.
            rc_message: {burst_count: 0}                  | line 1: rc_message.burst_count must be a whole number, 1 or more.
            rc_message: {burst_count: 2.5}                | line 1: rc_message.burst_count must be a whole number, 1 or more.
            rc_message: 5                                 | line 1: rc_message must hold keys and values.
            rc_message:\\nrc_joins: {}                    | line 1: rc_message must hold keys and values.
            rc_joins: []                                  | line 1: rc_joins must hold keys and values.
            - rc_joins                                    | line 1: the file must hold keys and values.
            rc_joins: {local: {}, local: {}}              | line 1: rc_joins.local is here for the second time.
            rc_message: {}\\nrc_message: {}               | line 2: rc_message is here for the second time.
            ? [a]\\n: b                                   | line 1: a key must be a name.
            rc_message: {\\n\\n                           | line 3: this is not YAML
            rc_message:\\n\\tper_second: 1                | line 2: this is not YAML
            rc_message: *unknown                          | line 1: this is not YAML
            """)
    void mistakes(String text, String sentence) throws IOException {
        Path file = write(text.replace("\\n", "\n").replace("\\t", "\t"));
        assertThatThrownBy(() -> LimitFile.read(file)).isInstanceOf(LimitFileException.class)
                .hasMessageStartingWith(file + ", " + sentence)
                .hasMessageEndingWith(".")
                .message().doesNotContain("\n");
    }

    @Test
    @DisplayName("a file that is not there, no file, or no text is told so")
    void unreadable() throws IOException {
        Path missing = directory.resolve("missing.yaml");
        assertThatThrownBy(() -> LimitFile.read(missing)).hasMessage("there is no file " + missing + ".");
        assertThatThrownBy(() -> LimitFile.read(directory)).hasMessageContaining(directory + " cannot be read");
        Path binary = Files.write(directory.resolve("binary"), new byte[]{(byte) 0xff, 0});
        assertThatThrownBy(() -> LimitFile.read(binary)).hasMessage(binary + " is not a text in UTF-8.");
        Path control = write("rc_message: \0");
        assertThatThrownBy(() -> LimitFile.read(control)).isInstanceOf(LimitFileException.class)
                .message().doesNotContain("\n").contains(control.toString());
    }

    private LimitSettings read(String text) throws IOException {
        return LimitFile.read(write(text));
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("limits.yaml"), text);
    }
}
