package dev.vestibule.authz.version;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a redaction leaves of an event: a table of members, of which each room version says what it changes.
 *
 * @see <a href="https://spec.matrix.org/v1.19/rooms/v11/#redactions">Redactions in room version 11</a>
 */
public final class RedactionRules {
    static final RedactionRules V1 = new RedactionRules(
            Set.of("event_id", "type", "room_id", "sender", "state_key", "content", "hashes", "signatures", "depth",
                    "prev_events", "prev_state", "auth_events", "origin", "origin_server_ts", "membership"),
            Map.of("m.room.member", Set.of("membership"),
                    "m.room.create", Set.of("creator"),
                    "m.room.join_rules", Set.of("join_rule"),
                    "m.room.power_levels", Set.of("ban", "events", "events_default", "kick", "redact",
                            "state_default", "users", "users_default"),
                    "m.room.aliases", Set.of("aliases"),
                    "m.room.history_visibility", Set.of("history_visibility")),
            Set.of());
    static final RedactionRules V6 = V1.withoutContentOf("m.room.aliases");
    static final RedactionRules V8 = V6.keeping("m.room.join_rules", "allow");
    static final RedactionRules V9 = V8.keeping("m.room.member", "join_authorised_via_users_server");
    static final RedactionRules V11 = V9.withoutTopLevel("prev_state", "origin", "membership")
            .keepingAllContentOf("m.room.create")
            .keeping("m.room.member", "third_party_invite.signed")
            .keeping("m.room.power_levels", "invite")
            .keeping("m.room.redaction", "redacts");

    private final Set<String> topLevel;
    private final Map<String, Set<String>> content;
    private final Set<String> wholeContent;

    private RedactionRules(Set<String> topLevel, Map<String, Set<String>> content, Set<String> wholeContent) {
        this.topLevel = Collections.unmodifiableSet(new TreeSet<>(topLevel));
        this.content = Map.copyOf(content);
        this.wholeContent = Set.copyOf(wholeContent);
    }

    /** The members of the event itself that survive. */
    public Set<String> topLevel() {
        return topLevel;
    }

    /**
     * The members of {@code content} that survive in an event of this type, one within another joined by a dot; empty
     * if all of them do.
     */
    public Optional<Set<String>> content(String type) {
        return wholeContent.contains(type) ? Optional.empty() : Optional.of(content.getOrDefault(type, Set.of()));
    }

    private RedactionRules keeping(String type, String member) {
        Map<String, Set<String>> changed = new HashMap<>(content);
        Set<String> members = new TreeSet<>(content.getOrDefault(type, Set.of()));
        members.add(member);
        changed.put(type, Collections.unmodifiableSet(members));
        return new RedactionRules(topLevel, changed, wholeContent);
    }

    private RedactionRules keepingAllContentOf(String type) {
        return new RedactionRules(topLevel, content, Set.of(type));
    }

    private RedactionRules withoutContentOf(String type) {
        Map<String, Set<String>> changed = new HashMap<>(content);
        changed.remove(type);
        return new RedactionRules(topLevel, changed, wholeContent);
    }

    private RedactionRules withoutTopLevel(String... members) {
        Set<String> changed = new TreeSet<>(topLevel);
        changed.removeAll(Set.of(members));
        return new RedactionRules(changed, content, wholeContent);
    }
}
