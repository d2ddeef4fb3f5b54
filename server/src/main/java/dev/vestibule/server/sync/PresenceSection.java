package dev.vestibule.server.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.live.Live;
import dev.vestibule.server.live.PresenceState;
import dev.vestibule.server.live.Presences.Presence;
import dev.vestibule.server.live.ShowPresence;
import dev.vestibule.server.room.ShowProfile;
import dev.vestibule.server.view.EventFilter;
import dev.vestibule.storage.Snapshot;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes who is there: of those the reader shares a room with whoever changed, and whoever they met. Of who is away a
 * client that begins hears nothing.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#presence">presence</a>
 */
final class PresenceSection {

    private static final String PRESENCE = "m.presence";

    private final Snapshot snapshot;
    private final Live live;
    private final UserId reader;
    private final SyncRequest request;
    private final Instant now;

    PresenceSection(Snapshot snapshot, Live live, UserId reader, SyncRequest request, Instant now) {
        this.snapshot = snapshot;
        this.live = live;
        this.reader = reader;
        this.request = request;
        this.now = now;
    }

    /** Whether something is written. */
    boolean write(ObjectNode body, Set<UserId> met) {
        ArrayNode events = body.putObject("presence").putArray("events");
        write(events, met);
        return !events.isEmpty();
    }

    /** Writes the events alone. */
    void write(ArrayNode events, Set<UserId> met) {
        EventFilter filter = request.filter().presence();
        if (filter.acceptsType(PRESENCE)) {
            List<UserId> shown = users(met).stream().filter(filter::acceptsSender).toList();
            Map<UserId, Map<String, JsonNode>> profiles = profiles(shown);
            shown.forEach(user -> events.addObject().put("type", PRESENCE).put("sender", user.value())
                    .set("content", content(user, profiles.getOrDefault(user, Map.of()))));
        }
    }

    /** A client that begins learns names and avatars from the rooms; what is new of them is told in both places. */
    private Map<UserId, Map<String, JsonNode>> profiles(List<UserId> users) {
        return request.isInitial() || users.isEmpty()
                ? Map.of()
                : snapshot.ofAccounts().profiles(users, ShowProfile.FIELDS);
    }

    private ObjectNode content(UserId user, Map<String, JsonNode> profile) {
        ObjectNode content = ShowPresence.json(live.presences().of(user), now);
        ShowProfile.FIELDS.stream().filter(profile::containsKey)
                .forEach(field -> content.set(field, profile.get(field)));
        return content;
    }

    private Set<UserId> users(Set<UserId> met) {
        long known = live.stream().known(request.liveFrom());
        Collection<UserId> changed = live.presences().changedAfter(known);
        Set<UserId> users = new LinkedHashSet<>();
        if (!changed.isEmpty()) {
            users.addAll(snapshot.sharersAmong(reader, changed));
            changed.stream().filter(reader::equals).forEach(users::add);
            if (known == 0) {
                users.removeIf(this::isAway);
            }
        }
        met.stream().filter(user -> !isAway(user)).forEach(users::add);
        return users;
    }

    private boolean isAway(UserId user) {
        Presence presence = live.presences().of(user);
        return presence.state() == PresenceState.OFFLINE && presence.message().isEmpty();
    }
}
