package dev.vestibule.authz.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vestibule.authz.version.RoomVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The whole membership state machine of every room version against an approved text, so that a change of what is
 * decided, or by which rule, shows in review as a change of these texts. To approve the present decisions:
 *
 * <pre>mvn -pl authz test -Dtest=MembershipStateMachineTest -Dvestibule.approve=true</pre>
 */
class MembershipStateMachineTest {

    private static final Path APPROVED = Path.of("src/test/resources/dev/vestibule/authz/rule/approved");

    @ParameterizedTest(name = "room version {0}")
    @EnumSource(RoomVersion.class)
    @DisplayName("4.0 who does what to whom is decided by the approved rules")
    void decisionsAreTheApprovedOnes(RoomVersion version) throws IOException {
        Path file = APPROVED.resolve("room-version-" + version.id() + ".txt");
        String decided = MembershipStateMachine.of(version);
        if (Boolean.getBoolean("vestibule.approve")) {
            Files.createDirectories(APPROVED);
            Files.writeString(file, decided);
        }
        assertThat(decided)
                .as("%s: if the change is meant, approve it with -Dvestibule.approve=true", file)
                .isEqualTo(Files.readString(file));
    }
}
