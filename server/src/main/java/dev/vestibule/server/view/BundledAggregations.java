package dev.vestibule.server.view;

import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.Relation;
import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.storage.RelationRow;
import dev.vestibule.storage.Snapshot;
import dev.vestibule.storage.StoredEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What relates to the events of one answer, summed up for who reads it: edits, threads and references. It is read for
 * all of them at once, with as many statements for a hundred events as for one.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#aggregations-of-child-events">aggregations</a>
 */
final class BundledAggregations {

    /** Of edits with the same time, the one with the largest ID counts. */
    private static final Comparator<RelationRow> BY_TIME = Comparator.comparingLong(RelationRow::originServerTs)
            .thenComparing(row -> row.event().value());

    private final Map<EventId, Bundle> bundles = new HashMap<>();

    /**
     * What relates to one event.
     *
     * @param thread      the thread that begins at it
     * @param replacement its latest valid edit
     * @param references  the events that refer to it, the oldest first
     */
    record Bundle(Optional<ThreadSummary> thread, Optional<StoredEvent> replacement, List<EventId> references) {
        private boolean isEmpty() {
            return thread.isEmpty() && replacement.isEmpty() && references.isEmpty();
        }
    }

    /**
     * A thread.
     *
     * @param count        how many events are in it
     * @param participated whether the reader began it, or said something in it
     */
    record ThreadSummary(StoredEvent latest, int count, boolean participated) {}

    /** What an event is that others may relate to, as far as that decides what becomes of them. */
    private record Parent(EventId id, String type, UserId sender, boolean isRedacted, boolean beginsThreads) {
        static Parent of(StoredEvent stored, Optional<Relation> relation) {
            Event event = stored.event();
            return new Parent(event.eventId(), event.type(), event.sender(), stored.redaction().isPresent(),
                    relation.isEmpty());
        }

        static Parent of(RelationRow inThread) {
            return new Parent(inThread.event(), inThread.type(), inThread.sender(), false, false);
        }

        boolean isReplacedBy(RelationRow row) {
            return !isRedacted && row.canReplace() && row.type().equals(type) && row.sender().equals(sender);
        }
    }

    /** None. */
    BundledAggregations() {}

    /** What is known of an event. */
    Optional<Bundle> of(EventId event) {
        return Optional.ofNullable(bundles.get(event));
    }

    /** These and others. */
    BundledAggregations and(BundledAggregations others) {
        BundledAggregations all = new BundledAggregations();
        all.bundles.putAll(bundles);
        all.bundles.putAll(others.bundles);
        return all;
    }

    /**
     * Reads what relates to some events of a room, as far as the reader may see it.
     *
     * @param counts which of it counts besides
     */
    static BundledAggregations read(Snapshot snapshot, UserId reader, Reading reading, Collection<StoredEvent> events,
            Predicate<RelationRow> counts) {
        BundledAggregations aggregations = new BundledAggregations();
        Map<EventId, Parent> parents = parents(events);
        Map<EventId, List<RelationRow>> children = children(snapshot, reading, parents, counts);
        if (children.isEmpty()) {
            return aggregations;
        }
        // The latest event of a thread is shown with what relates to it.
        Map<EventId, Parent> latest = new LinkedHashMap<>();
        parents.values().forEach(parent -> inThread(parent, children).map(List::getLast).map(Parent::of)
                .filter(inThread -> !parents.containsKey(inThread.id()))
                .ifPresent(inThread -> latest.put(inThread.id(), inThread)));
        children.putAll(children(snapshot, reading, latest, counts));
        List<Parent> all = new ArrayList<>(parents.values());
        all.addAll(latest.values());
        Map<Long, StoredEvent> shown = shown(snapshot, all, children);
        for (Parent parent : all) {
            aggregations.add(parent, reader, children, shown);
        }
        return aggregations;
    }

    /** State is not summed up, nor is what relates to edits and annotations. */
    private static Map<EventId, Parent> parents(Collection<StoredEvent> events) {
        Map<EventId, Parent> parents = new LinkedHashMap<>();
        for (StoredEvent stored : events) {
            Optional<Relation> relation = Relation.of(stored.event());
            boolean isPassing = relation.filter(r -> r.is(Relation.ANNOTATION) || r.is(Relation.REPLACE)).isPresent();
            if (!stored.event().isState() && !isPassing) {
                parents.put(stored.event().eventId(), Parent.of(stored, relation));
            }
        }
        return parents;
    }

    private static Map<EventId, List<RelationRow>> children(Snapshot snapshot, Reading reading,
            Map<EventId, Parent> parents, Predicate<RelationRow> counts) {
        Map<EventId, List<RelationRow>> children = new HashMap<>();
        snapshot.ofRelations().aggregated(reading.sight(), parents.keySet()).stream().filter(counts)
                .forEach(row -> children.computeIfAbsent(row.target(), _ -> new ArrayList<>()).add(row));
        return children;
    }

    /** The events whose content is told. */
    private static Map<Long, StoredEvent> shown(Snapshot snapshot, List<Parent> parents,
            Map<EventId, List<RelationRow>> children) {
        Set<Long> positions = new HashSet<>();
        for (Parent parent : parents) {
            replacement(parent, children).map(RelationRow::position).ifPresent(positions::add);
            inThread(parent, children).map(rows -> rows.getLast().position()).ifPresent(positions::add);
        }
        Map<Long, StoredEvent> shown = new HashMap<>();
        snapshot.ofRelations().at(positions).forEach(stored -> shown.put(stored.position(), stored));
        return shown;
    }

    private void add(Parent parent, UserId reader, Map<EventId, List<RelationRow>> children,
            Map<Long, StoredEvent> shown) {
        Optional<ThreadSummary> thread = inThread(parent, children)
                .map(rows -> new ThreadSummary(shown.get(rows.getLast().position()), rows.size(),
                        parent.sender().equals(reader) || rows.stream().anyMatch(row -> row.sender().equals(reader))));
        Bundle bundle = new Bundle(thread, replacement(parent, children).map(row -> shown.get(row.position())),
                ofType(Relation.REFERENCE, parent, children).stream().map(RelationRow::event).toList());
        if (!bundle.isEmpty()) {
            bundles.put(parent.id(), bundle);
        }
    }

    private static Optional<RelationRow> replacement(Parent parent, Map<EventId, List<RelationRow>> children) {
        return ofType(Relation.REPLACE, parent, children).stream().filter(parent::isReplacedBy).max(BY_TIME);
    }

    /** The events of the thread that begins at an event; empty if there is none. */
    private static Optional<List<RelationRow>> inThread(Parent parent, Map<EventId, List<RelationRow>> children) {
        return Optional.of(ofType(Relation.THREAD, parent, children))
                .filter(rows -> parent.beginsThreads() && !rows.isEmpty());
    }

    private static List<RelationRow> ofType(String type, Parent parent, Map<EventId, List<RelationRow>> children) {
        return children.getOrDefault(parent.id(), List.of()).stream().filter(row -> row.relationType().equals(type))
                .toList();
    }
}
