package dev.vestibule.authz.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.version.RoomVersion;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What survives a redaction, one table for the versions that agree. */
@DisplayName("3.6 redaction")
class RedactionTest {
    @ParameterizedTest
    @EnumSource(names = {"V1", "V2", "V3", "V4", "V5", "V6", "V7", "V8", "V9", "V10"})
    @DisplayName("3.6.1 members of the event, versions 1 to 10")
    void topLevelBeforeV11(RoomVersion version) {
        assertSurvivors(version, """
                {'auth_events':1,'content':{},'depth':1,'event_id':1,'hashes':1,'membership':1,'origin':1,\
                'origin_server_ts':1,'prev_events':1,'prev_state':1,'room_id':1,'sender':1,'signatures':1,'state_key':1,\
                'type':'m.room.topic'}""");
    }

    @ParameterizedTest
    @EnumSource(names = {"V11", "V12"})
    @DisplayName("3.6.1 members of the event, versions 11 and 12")
    void topLevelSinceV11(RoomVersion version) {
        assertSurvivors(version, """
                {'auth_events':1,'content':{},'depth':1,'event_id':1,'hashes':1,'origin_server_ts':1,'prev_events':1,\
                'room_id':1,'sender':1,'signatures':1,'state_key':1,'type':'m.room.topic'}""");
    }

    private static void assertSurvivors(RoomVersion version, String survivors) {
        ObjectNode event = Json.object("""
                {'type':'m.room.topic','content':{'topic':'x'},'event_id':1,'room_id':1,'sender':1,'state_key':1,
                'hashes':1,'signatures':1,'depth':1,'prev_events':1,'prev_state':1,'auth_events':1,'origin':1,
                'origin_server_ts':1,'membership':1,'unsigned':1,'redacts':1,'age_ts':1,'foo':1}""");
        assertThat(Redaction.redact(version, event)).isEqualTo(Json.object(survivors));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            m.room.member              | membership
            m.room.create              | creator
            m.room.join_rules          | join_rule
            m.room.power_levels        | ban,events,events_default,kick,redact,state_default,users,users_default
            m.room.aliases             | aliases
            m.room.history_visibility  | history_visibility
            m.room.redaction           | ``
            m.room.message             | ``
            """)
    @DisplayName("3.6.2 to 3.6.8 content, versions 1 to 5")
    void contentSinceV1(String type, String survivors) {
        assertContent(type, survivors, RoomVersion.V1, RoomVersion.V2, RoomVersion.V3, RoomVersion.V4, RoomVersion.V5);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            m.room.member              | membership
            m.room.create              | creator
            m.room.join_rules          | join_rule
            m.room.power_levels        | ban,events,events_default,kick,redact,state_default,users,users_default
            m.room.aliases             | ``
            m.room.history_visibility  | history_visibility
            m.room.redaction           | ``
            m.room.message             | ``
            """)
    @DisplayName("3.6.2 to 3.6.8 content, versions 6 and 7: aliases are nothing special")
    void contentSinceV6(String type, String survivors) {
        assertContent(type, survivors, RoomVersion.V6, RoomVersion.V7);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            m.room.member              | membership
            m.room.create              | creator
            m.room.join_rules          | allow,join_rule
            m.room.power_levels        | ban,events,events_default,kick,redact,state_default,users,users_default
            m.room.aliases             | ``
            m.room.history_visibility  | history_visibility
            m.room.redaction           | ``
            m.room.message             | ``
            """)
    @DisplayName("3.6.2 to 3.6.8 content, version 8: whom a restricted room allows")
    void contentSinceV8(String type, String survivors) {
        assertContent(type, survivors, RoomVersion.V8);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            m.room.member              | join_authorised_via_users_server,membership
            m.room.create              | creator
            m.room.join_rules          | allow,join_rule
            m.room.power_levels        | ban,events,events_default,kick,redact,state_default,users,users_default
            m.room.aliases             | ``
            m.room.history_visibility  | history_visibility
            m.room.redaction           | ``
            m.room.message             | ``
            """)
    @DisplayName("3.6.2 to 3.6.8 content, versions 9 and 10: who authorised a join")
    void contentSinceV9(String type, String survivors) {
        assertContent(type, survivors, RoomVersion.V9, RoomVersion.V10);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            m.room.member              | join_authorised_via_users_server,membership,third_party_invite.signed
            m.room.create              | creator,m.federate,predecessor,room_version
            m.room.join_rules          | allow,join_rule
            m.room.power_levels        | ban,events,events_default,invite,kick,redact,state_default,users,users_default
            m.room.aliases             | ``
            m.room.history_visibility  | history_visibility
            m.room.redaction           | redacts
            m.room.message             | ``
            """)
    @DisplayName("3.6.2 to 3.6.8 content, versions 11 and 12: all of create, invite, redacts")
    void contentSinceV11(String type, String survivors) {
        assertContent(type, survivors, RoomVersion.V11, RoomVersion.V12);
    }

    private static void assertContent(String type, String survivors, RoomVersion... versions) {
        for (RoomVersion version : versions) {
            JsonNode content = Redaction.redact(version, fullEvent(type)).path("content");
            assertThat(names(content)).as("version " + version.id()).isEqualTo(survivors);
        }
    }

    /** The names of the members, sorted, and those of a member within a member joined by a dot. */
    private static String names(JsonNode content) {
        return content.propertyStream().map(member -> member.getKey() + (member.getValue().isObject()
                ? "." + names(member.getValue())
                : "")).sorted().collect(Collectors.joining(","));
    }

    private static ObjectNode fullEvent(String type) {
        ObjectNode content = switch (type) {
            case "m.room.member" -> Json.object("""
                    {'membership':'join','displayname':'x','avatar_url':'x','reason':'x','is_direct':true,
                    'join_authorised_via_users_server':'@a:x','third_party_invite.signed':'x',
                    'third_party_invite':{'display_name':'x','signed':'x'}}""");
            case "m.room.create" ->
                Json.object("{'creator':'@a:x','m.federate':true,'room_version':'1','predecessor':[]}");
            case "m.room.join_rules" -> Json.object("{'join_rule':'restricted','allow':[],'foo':1}");
            case "m.room.power_levels" -> Json.object("""
                    {'ban':50,'events':[],'events_default':0,'invite':0,'kick':50,'redact':50,'state_default':50,
                    'users':[],'users_default':0,'notifications':[]}""");
            case "m.room.aliases" -> Json.object("{'aliases':[],'foo':1}");
            case "m.room.history_visibility" -> Json.object("{'history_visibility':'shared','foo':1}");
            case "m.room.redaction" -> Json.object("{'redacts':'$a','reason':'x'}");
            default -> Json.object("{'body':'x','membership':'join','aliases':[]}");
        };
        return Json.object("{'sender':'@a:x'}").put("type", type).set("content", content);
    }

    @Test
    @DisplayName("3.6.2 an invite whose third-party invite is malformed keeps nothing of it")
    void malformedThirdPartyInvite() {
        ObjectNode event = Json.object("{'type':'m.room.member','content':{'third_party_invite':'x'}}");
        assertThat(Redaction.redact(RoomVersion.V11, event).path("content").size()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("an event without content, or with one that is no object, has empty content afterwards")
    void noContent(RoomVersion version) {
        for (String event : List.of("{'type':'m.room.create'}", "{'type':'m.room.create','content':[1]}", "{}")) {
            assertThat(Redaction.redact(version, Json.object(event)).path("content")).isEqualTo(Json.object("{}"));
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("3.6.9 a redacted join is still a join, of the same event ID")
    void redactedJoin(RoomVersion version) {
        Event join = Event.trusted(version, new EventId("$e"), new RoomId("!r:x"), Json.object("""
                {'type':'m.room.member','state_key':'@a:x','sender':'@a:x','room_id':'!r:x',
                'content':{'membership':'join','displayname':'A'}}"""));
        Event redacted = Redaction.redact(join);
        assertThat(redacted.membership()).hasValue(Membership.JOIN);
        assertThat(redacted.content().has("displayname")).isFalse();
        assertThat(redacted.eventId()).isEqualTo(join.eventId());
        assertThat(join.content().has("displayname")).as("the event given is left alone").isTrue();
    }
}
