package dev.vestibule.server.account;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;

/**
 * The push rules every account begins with; what its owner changes of them is {@link PushRules}. The two about membership are {@code .m.rule.invite_for_me} and {@code .m.rule.member_event}.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#predefined-rules">Predefined rules</a>
 */
public final class DefaultPushRules {
    /** The type under which the rules stand among the account data of {@code /sync}. */
    public static final String TYPE = "m.push_rules";

    private static final String TYPE_KEY = "type";
    private static final String SOUND = "default";

    private DefaultPushRules() {}

    /** The rule set of a user, made anew at each call: the content of {@code m.push_rules}. */
    public static ObjectNode of(UserId user) {
        ObjectNode rules = JsonTree.object();
        ObjectNode global = rules.putObject("global");
        overrides(global.putArray("override"), user.value());
        content(global.putArray("content"), user.localpart());
        global.putArray("room");
        global.putArray("sender");
        underrides(global.putArray("underride"));
        return rules;
    }

    private static void overrides(ArrayNode rules, String user) {
        silence(rule(rules, ".m.rule.master")).put("enabled", false);
        silence(rule(rules, ".m.rule.suppress_notices", match("content.msgtype", "m.notice")));
        notify(rule(rules, ".m.rule.invite_for_me", match(TYPE_KEY, "m.room.member"),
                match("content.membership", "invite"), match("state_key", user)), SOUND, false);
        silence(rule(rules, ".m.rule.member_event", match(TYPE_KEY, "m.room.member")));
        notify(rule(rules, ".m.rule.is_user_mention",
                condition("event_property_contains").put("key", "content.m\\.mentions.user_ids").put("value", user)),
                SOUND, true);
        notify(rule(rules, ".m.rule.contains_display_name", condition("contains_display_name")), SOUND, true);
        notify(rule(rules, ".m.rule.is_room_mention",
                condition("event_property_is").put("key", "content.m\\.mentions.room").put("value", true),
                mayNotifyRoom()), "", true);
        notify(rule(rules, ".m.rule.roomnotif", match("content.body", "@room"), mayNotifyRoom()), "", true);
        notify(rule(rules, ".m.rule.tombstone", match(TYPE_KEY, "m.room.tombstone"), match("state_key", "")), "", true);
        silence(rule(rules, ".m.rule.reaction", match(TYPE_KEY, "m.reaction")));
        silence(rule(rules, ".m.rule.room.server_acl", match(TYPE_KEY, "m.room.server_acl"), match("state_key", "")));
        silence(rule(rules, ".m.rule.suppress_edits",
                condition("event_property_is").put("key", "content.m\\.relates_to.rel_type").put("value",
                        "m.replace")));
    }

    private static void content(ArrayNode rules, String localpart) {
        ObjectNode rule = rule(rules, ".m.rule.contains_user_name").put("pattern", localpart);
        rule.remove("conditions");
        notify(rule, SOUND, true);
    }

    private static void underrides(ArrayNode rules) {
        notify(rule(rules, ".m.rule.call", match(TYPE_KEY, "m.call.invite")), "ring", false);
        notify(rule(rules, ".m.rule.encrypted_room_one_to_one", twoMembers(), match(TYPE_KEY, "m.room.encrypted")),
                SOUND, false);
        notify(rule(rules, ".m.rule.room_one_to_one", twoMembers(), match(TYPE_KEY, "m.room.message")), SOUND, false);
        notify(rule(rules, ".m.rule.message", match(TYPE_KEY, "m.room.message")), "", false);
        notify(rule(rules, ".m.rule.encrypted", match(TYPE_KEY, "m.room.encrypted")), "", false);
    }

    private static ObjectNode rule(ArrayNode rules, String id, ObjectNode... conditions) {
        ObjectNode rule = rules.addObject().put("rule_id", id).put("default", true).put("enabled", true);
        ArrayNode all = rule.putArray("conditions");
        for (ObjectNode condition : conditions) {
            all.add(condition);
        }
        return rule;
    }

    private static ObjectNode silence(ObjectNode rule) {
        rule.putArray("actions");
        return rule;
    }

    /** @param sound empty for none */
    private static void notify(ObjectNode rule, String sound, boolean highlight) {
        ArrayNode actions = rule.putArray("actions").add("notify");
        if (!sound.isEmpty()) {
            actions.addObject().put("set_tweak", "sound").put("value", sound);
        }
        if (highlight) {
            actions.addObject().put("set_tweak", "highlight");
        }
    }

    private static ObjectNode condition(String kind) {
        return JsonNodeFactory.instance.objectNode().put("kind", kind);
    }

    private static ObjectNode match(String key, String pattern) {
        return condition("event_match").put("key", key).put("pattern", pattern);
    }

    private static ObjectNode twoMembers() {
        return condition("room_member_count").put("is", "2");
    }

    private static ObjectNode mayNotifyRoom() {
        return condition("sender_notification_permission").put("key", "room");
    }
}
