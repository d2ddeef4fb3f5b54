package dev.vestibule.authz.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every kind of value that can stand where a power level belongs, in every room version. */
class LevelFormatTest {

    @ParameterizedTest(name = "{0}: in version {1}, {2} is the level {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "none", textBlock = """
            3.4.1 | 1-12  | 50                      | 50
            3.4.1 | 1-12  | 0                       | 0
            3.4.1 | 1-12  | -50                     | -50
            3.4.1 | 1-12  | 9007199254740991        | 9007199254740991
            3.4.1 | 1-12  | -9007199254740991       | -9007199254740991
            3.4.1 | 1-5   | 9007199254740992        | 9007199254740992
            3.4.1 | 6-12  | 9007199254740992        | none
            3.4.1 | 6-12  | -9007199254740992       | none
            3.4.1 | 1-5   | 99999999999999999999999 | 99999999999999999999999
            3.4.1 | 6-12  | 99999999999999999999999 | none
            3.4.2 | 1-9   | '50'                    | 50
            3.4.2 | 1-9   | '+50'                   | 50
            3.4.2 | 1-9   | '-50'                   | -50
            3.4.2 | 1-9   | '00050'                 | 50
            3.4.2 | 1-9   | '  50  '                | 50
            3.4.2 | 1-9   | ' -0050 '               | -50
            3.4.2 | 1-9   | '\\u00a0\\t50\\n'       | 50
            3.4.2 | 10-12 | '50'                    | none
            3.4.2 | 1-12  | '50.0'                  | none
            3.4.2 | 1-12  | '5e1'                   | none
            3.4.2 | 1-12  | '+-50'                  | none
            3.4.2 | 1-12  | '- 50'                  | none
            3.4.2 | 1-12  | '0x32'                  | none
            3.4.2 | 1-12  | '5_0'                   | none
            3.4.2 | 1-12  | '\\u0665'               | none
            3.4.2 | 1-12  | ''                      | none
            3.4.2 | 1-12  | ' '                     | none
            3.4.3 | 1-5   | 50.57                   | 50
            3.4.3 | 1-5   | -50.57                  | -50
            3.4.3 | 1-5   | 0.99                    | 0
            3.4.3 | 1-5   | -0.99                   | 0
            3.4.3 | 1-5   | 5.114698E4              | 51146
            3.4.3 | 1-5   | 5e1                     | 50
            3.4.3 | 1-5   | 1e-999999999            | 0
            3.4.3 | 1-5   | 1e400                   | none
            3.4.3 | 1-5   | -1e400                  | none
            3.4.3 | 1-5   | 1e999999999             | none
            3.4.3 | 6-12  | 50.57                   | none
            3.4.3 | 6-12  | 50.0                    | none
            3.4.3 | 6-12  | 5e1                     | none
            3.4.7 | 1-12  | null                    | none
            3.4   | 1-12  | true                    | none
            3.4   | 1-12  | []                      | none
            3.4   | 1-12  | {}                      | none
            """)
    void values(String item, String versions, String json, String level) {
        for (TestRoom room : TestRoom.inVersions(versions)) {
            assertThat(LevelFormat.read(room.version, TestRoom.json(json)).map(PowerLevel::toString).orElse(null))
                    .as("room version %s", room.version.id()).isEqualTo(level);
        }
    }
}
