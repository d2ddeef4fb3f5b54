package dev.vestibule.storage;

import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.event.EventType;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.storage.internal.ChangeRows;
import dev.vestibule.storage.internal.Committer;
import dev.vestibule.storage.internal.Lineage;
import dev.vestibule.storage.internal.Reader;
import dev.vestibule.storage.internal.Unit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where rooms are written: one at a time per room, all rooms at once.
 *
 * <p>The order of locks: first the room's, then the committer's queue, and never the lock of a second room. The room's
 * lock is held for the work and while its unit is handed to the committer, but not during the commit: the next writer
 * goes on with what is not committed yet. Units of a room are committed in the order in which they were made, so nobody
 * is answered before everything their answer is built on is durable.
 */
public final class RoomStore {
    /** How often work is done again because what it was built on could not be committed. */
    private static final int MAX_ATTEMPTS = 8;

    private final RoomHandles handles;
    private final ChangeRows rows;
    private final Committer committer;
    private final OpenWork openWork;

    RoomStore(Reader reader, ChangeRows rows, Committer committer, OpenWork openWork) {
        this.handles = new RoomHandles(reader);
        this.rows = rows;
        this.committer = committer;
        this.openWork = openWork;
    }

    /**
     * Works on a room while nobody else does, and returns when everything the work has collected is durable, and can be
     * seen by every snapshot and by those who wait for commits. Work that has collected nothing returns as soon as what
     * it may have read is durable. Work that throws leaves nothing behind.
     *
     * @param work may be run again from the start, if something it was built on could not be committed. It must not
     *     write to the storage but through its transaction, and should not wait for anything slow
     * @return what the work returned
     * @throws UnknownRoomException if there is no such room
     * @throws AlreadyExistsException if something that the work has added exists already
     * @throws ValueTooLongException if a text that the work has added does not fit into the database
     * @throws StorageException if the database failed
     */
    public <T> T write(RoomId room, Function<RoomTransaction, T> work) {
        return attempt(room, work, handle -> new RoomTransaction(handle,
                handle.head().orElseThrow(() -> new UnknownRoomException(room))));
    }

    /**
     * Makes a room: appends its first event, then does the work, all of it as one unit.
     *
     * @param create the room's {@code m.room.create} event, without {@code prev_events}
     * @param work as for {@link #write}
     * @throws RoomExistsException if there is such a room already
     * @throws IllegalArgumentException if the event is no create event
     */
    public <T> T create(Event create, Function<RoomTransaction, T> work) {
        if (!create.type().equals(EventType.CREATE) || !create.stateKey().equals(Optional.of(""))) {
            throw new IllegalArgumentException(create.eventId() + " creates no room");
        }
        return attempt(create.roomId(), transaction -> {
            transaction.append(create, EventDetails.NONE);
            return work.apply(transaction);
        }, handle -> {
            if (handle.head().isPresent()) {
                throw new RoomExistsException(create.roomId());
            }
            return new RoomTransaction(handle, create.roomVersion());
        });
    }

    private <T> T attempt(RoomId room, Function<RoomTransaction, T> work,
            Function<RoomHandle, RoomTransaction> open) {
        Objects.requireNonNull(work, "work");
        openWork.checkNone();
        RoomHandle handle = handles.acquire(room);
        try {
            for (int attempt = 1;; attempt++) {
                try {
                    Outcome<T> outcome = workLocked(handle, work, open);
                    outcome.unit().ifPresent(Unit::await);
                    outcome.ground().ifPresent(Unit::awaitAsGround);
                    return outcome.tell();
                } catch (Lineage.BrokenException built) {
                    if (attempt == MAX_ATTEMPTS) {
                        throw new StorageException("Too many changes of " + room + " failed one after the other.",
                                built);
                    }
                }
            }
        } finally {
            handles.release(handle);
        }
    }

    /**
     * How work ended.
     *
     * @param refusal what it has thrown, instead of a result
     * @param unit what it has collected
     * @param ground if it has collected nothing, the unit before, which has to be committed before anything may be told
     */
    private record Outcome<T>(T result, Optional<RuntimeException> refusal, Optional<Unit> unit,
            Optional<Unit> ground) {
        T tell() {
            if (refusal.isPresent()) {
                throw refusal.get();
            }
            return result;
        }
    }

    private <T> Outcome<T> workLocked(RoomHandle handle, Function<RoomTransaction, T> work,
            Function<RoomHandle, RoomTransaction> open) {
        handle.lock().lock();
        try {
            RoomTransaction transaction = open.apply(handle);
            T result = openWork.during(() -> work.apply(transaction));
            List<Change> changes = transaction.finish();
            if (changes.isEmpty()) {
                return new Outcome<>(result, Optional.empty(), Optional.empty(), handle.last());
            }
            Unit unit = Unit.of(changes, rows, handle.lineage());
            committer.submit(unit);
            handle.take(unit, transaction.appendedState(), transaction.appendedAnnotations(), transaction.head());
            return new Outcome<>(result, Optional.empty(), Optional.of(unit), Optional.empty());
        } catch (RuntimeException refusal) {
            return new Outcome<>(null, Optional.of(refusal), Optional.empty(), handle.last());
        } finally {
            handle.lock().unlock();
        }
    }
}
