package dev.vestibule.conformance.suite;

import java.util.Map;

/** The contents of messages that relate to other events. */
public final class Relate {

    private Relate() {}

    /** A message that relates to an event, with a text that says how. */
    public static Map<String, Object> by(String relationType, String event) {
        return Map.of("msgtype", "m.text", "body", relationType, "m.relates_to",
                Map.of("rel_type", relationType, "event_id", event));
    }

    /** A message in the thread of an event. */
    public static Map<String, Object> inThread(String root, String text) {
        return Map.of("msgtype", "m.text", "body", text, "m.relates_to",
                Map.of("rel_type", "m.thread", "event_id", root));
    }

    /** An edit of a message. */
    public static Map<String, Object> edit(String event, String text) {
        return Map.of("msgtype", "m.text", "body", "* " + text, "m.new_content",
                Map.of("msgtype", "m.text", "body", text), "m.relates_to",
                Map.of("rel_type", "m.replace", "event_id", event));
    }

    /** A reaction to an event. */
    public static Map<String, Object> reaction(String event, String key) {
        return Map.of("m.relates_to", Map.of("rel_type", "m.annotation", "event_id", event, "key", key));
    }
}
