package dev.vestibule.authz.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.version.RoomVersion;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** In the tables {@code member/b} stands for {@code m.room.member} with state key {@code @b:x}; {@code -} for none. */
@DisplayName("3.5.17 auth events selection")
class AuthEventSelectionTest {
    private static final UserId SENDER = UserId.parse("@a:x");

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            m.room.create       | `` | {}                      | ``
            m.room.message      | -  | {'body':'x'}            | power_levels member/a
            m.room.power_levels | `` | {}                      | power_levels member/a
            m.room.join_rules   | `` | {}                      | power_levels member/a
            m.room.message      | -  | {'membership':'join'}   | power_levels member/a
            m.room.member       | -  | {'membership':'join'}   | power_levels member/a
            m.room.member       | @b:x | {}                    | power_levels member/a member/b
            m.room.member       | @b:x | {'membership':'x'}    | power_levels member/a member/b
            m.room.member       | @b:x | {'membership':5}      | power_levels member/a member/b
            m.room.member       | @a:x | {'membership':'leave'} | power_levels member/a
            m.room.member       | @b:x | {'membership':'leave'} | power_levels member/a member/b
            m.room.member       | @b:x | {'membership':'ban'}  | power_levels member/a member/b
            m.room.member       | @a:x | {'membership':'join'} | power_levels member/a join_rules
            m.room.member       | @b:x | {'membership':'invite'} | power_levels member/a member/b join_rules
            m.room.member       | @a:x | {'membership':'knock'} | power_levels member/a join_rules
            """)
    @DisplayName("in every version, create aside")
    void everyVersion(String type, String stateKey, String content, String selected) {
        for (RoomVersion version : RoomVersion.values()) {
            boolean withCreate = version.createIsAuthEvent() && !type.equals(EventType.CREATE);
            assertThat(select(version, type, stateKey, content)).as("version " + version.id())
                    .isEqualTo(withCreate ? "create " + selected : selected);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "V12")
    @DisplayName("versions 1 to 11 select the create event")
    void create(RoomVersion version) {
        assertThat(select(version, "m.room.topic", "", "{}")).isEqualTo("create power_levels member/a");
    }

    @ParameterizedTest
    @EnumSource(names = "V12")
    @DisplayName("version 12 does not: the room ID stands for it")
    void noCreate(RoomVersion version) {
        assertThat(select(version, "m.room.topic", "", "{}")).isEqualTo("power_levels member/a");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("an invite that redeems a third-party invite selects it by its token")
    void thirdPartyInvite(RoomVersion version) {
        assertThat(select(version, "m.room.member", "@b:x",
                "{'membership':'invite','third_party_invite':{'signed':{'token':'t'}}}"))
                .endsWith("member/b join_rules third_party_invite/t");
        for (String content : List.of("{'membership':'invite','third_party_invite':{'signed':{'token':1}}}",
                "{'membership':'invite','third_party_invite':{}}", "{'membership':'invite','third_party_invite':1}",
                "{'membership':'join','third_party_invite':{'signed':{'token':'t'}}}")) {
            assertThat(select(version, "m.room.member", "@b:x", content)).as(content).endsWith("member/b join_rules");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("a restricted join selects the member who authorised it, where the version knows restricted rooms")
    void authorisingUser(RoomVersion version) {
        String join = "{'membership':'join','join_authorised_via_users_server':'@c:x'}";
        assertThat(select(version, "m.room.member", "@a:x", join))
                .endsWith(version.knowsRestricted() ? "join_rules member/c" : "member/a join_rules");
        for (String content : List.of("{'membership':'join','join_authorised_via_users_server':5}",
                "{'membership':'invite','join_authorised_via_users_server':'@c:x'}",
                "{'membership':'leave','join_authorised_via_users_server':'@c:x'}")) {
            assertThat(select(version, "m.room.member", "@a:x", content)).as(content).doesNotContain("member/c");
        }
    }

    private static String select(RoomVersion version, String type, String stateKey, String content) {
        ObjectNode json = Json.object(content);
        return AuthEventSelection.select(version, type, Optional.ofNullable(stateKey), SENDER, json).stream()
                .map(AuthEventSelectionTest::shortForm).collect(Collectors.joining(" "));
    }

    private static String shortForm(StateKey address) {
        String type = address.type().substring("m.room.".length());
        return address.key().isEmpty() ? type : type + "/" + address.key().replace("@", "").replace(":x", "");
    }
}
