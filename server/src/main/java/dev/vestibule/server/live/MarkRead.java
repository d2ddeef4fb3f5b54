package dev.vestibule.server.live;

import dev.vestibule.authz.id.EventId;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.authz.json.JsonTree;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.push.EventThread;
import dev.vestibule.storage.Change;
import dev.vestibule.storage.ReceiptRow;
import dev.vestibule.storage.Snapshot;
import dev.vestibule.storage.Storage;
import dev.vestibule.storage.StoredEvent;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * A member says how far they have read: for others to see, for themselves alone, or as the place to go on reading.
 *
 * @see <a href="https://spec.matrix.org/v1.19/client-server-api/#receipts">Receipts</a>
 */
public final class MarkRead {
    private static final String FULLY_READ = "m.fully_read";

    private final Storage storage;
    private final InstantSource clock;

    public MarkRead(Storage storage, InstantSource clock) {
        this.storage = storage;
        this.clock = clock;
    }

    /** What is marked. */
    public enum Kind {
        READ("m.read"), READ_PRIVATE(ReceiptRow.PRIVATE), FULLY(FULLY_READ);

        private final String wire;

        Kind(String wire) {
            this.wire = wire;
        }

        /**
         * Finds the kind that a request names.
         *
         * @throws MatrixException 400 {@code M_INVALID_PARAM} if there is none of that name
         */
        public static Kind of(String wire) {
            for (Kind kind : values()) {
                if (kind.wire.equals(wire)) {
                    return kind;
                }
            }
            throw MatrixException.invalidParam("A receipt is one of m.read, m.read.private and m.fully_read, not '"
                    + wire + "'.");
        }

        /** Its name in requests. */
        public String wire() {
            return wire;
        }
    }

    /**
     * One mark.
     *
     * @param thread the thread it is about; empty for the whole room
     */
    public record Mark(Kind kind, EventId event, Optional<String> thread) {
        /** @throws MatrixException 400 {@code M_INVALID_PARAM} if the thread is empty, or there can be none */
        public Mark {
            if (thread.isPresent() && (kind == Kind.FULLY || thread.get().isEmpty() || thread.get().length() > 255)) {
                throw MatrixException.invalidParam(
                        "'thread_id' is the ID of an event or \"main\", and m.fully_read has none.");
            }
        }
    }

    /**
     * Sets marks, all of them at once. A mark never moves back to an older event.
     *
     * @throws MatrixException 403 {@code M_FORBIDDEN} if the requester is not joined, 404 {@code M_NOT_FOUND} if there is
     *                         no such event in the room, 400 {@code M_INVALID_PARAM} if it is not in the thread
     */
    public void mark(Requester requester, RoomId room, List<Mark> marks) {
        List<Change> changes = storage.read(snapshot -> {
            MembersOnly.check(snapshot, requester, room);
            return marks.stream().map(mark -> change(snapshot, requester.user(), room, mark))
                    .flatMap(Optional::stream).toList();
        });
        if (!changes.isEmpty()) {
            storage.write(changes);
        }
    }

    private Optional<Change> change(Snapshot snapshot, UserId user, RoomId room, Mark mark) {
        StoredEvent marked = event(snapshot, room, mark.event()).orElseThrow(() -> MatrixException.notFound(
                "There is no event " + mark.event() + " in room " + room + "."));
        long position = marked.position();
        String thread = mark.thread().orElse("");
        if (!thread.isEmpty() && !EventThread.canBeAbout(snapshot, marked, thread)) {
            throw MatrixException.invalidParam("Event " + mark.event() + " is not in the thread '" + thread
                    + "' of 'thread_id', but in '" + EventThread.of(snapshot, marked) + "'.");
        }
        Optional<EventId> before = mark.kind() == Kind.FULLY
                ? snapshot.ofAccounts().accountData(user, Optional.of(room), FULLY_READ)
                        .map(row -> new EventId(row.content().path("event_id").asText()))
                : snapshot.receipt(room, user, mark.kind().wire(), thread).map(ReceiptRow::event);
        if (before.flatMap(event -> event(snapshot, room, event)).filter(last -> last.position() >= position)
                .isPresent()) {
            return Optional.empty();
        }
        return Optional.of(mark.kind() == Kind.FULLY
                ? new Change.AccountDataSet(user, Optional.of(room), FULLY_READ,
                        JsonTree.object().put("event_id", mark.event().value()))
                : new Change.ReceiptSet(user, room, mark.kind().wire(), thread, mark.event(), clock.millis()));
    }

    private static Optional<StoredEvent> event(Snapshot snapshot, RoomId room, EventId event) {
        return snapshot.event(event).filter(stored -> stored.event().roomId().equals(room));
    }
}
