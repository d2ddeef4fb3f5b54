package dev.vestibule.server.room;

import dev.vestibule.authz.id.RoomId;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletions of rooms in the background, and how far they have come. That is kept in memory, of the latest thousand
 * deletions: when the server stops it is forgotten, and a deletion it interrupted is to be asked for again.
 */
public final class RoomDeletions {

    private static final Logger LOG = LoggerFactory.getLogger(RoomDeletions.class);
    private static final int REMEMBERED = 1000;

    private final DeleteRoom deleteRoom;
    private final RandomGenerator random;
    /** From the oldest to the newest; guarded by itself. */
    private final Map<String, Deletion> deletions = new LinkedHashMap<>();
    /** What is deleted while a request waits for it; guarded by the deletions. */
    private final Set<RoomId> waitedFor = new HashSet<>();

    public RoomDeletions(DeleteRoom deleteRoom, RandomGenerator random) {
        this.deleteRoom = deleteRoom;
        this.random = random;
    }

    /** Where a deletion stands. */
    public enum Status {
        SCHEDULED, ACTIVE, COMPLETE, FAILED
    }

    /**
     * A deletion.
     *
     * @param error why it failed
     */
    public record Deletion(String id, RoomId roomId, Status status, ShutdownRoom shutdownRoom,
            Optional<String> error) {

        /** Whether it goes on. */
        boolean isUnderWay() {
            return status == Status.SCHEDULED || status == Status.ACTIVE;
        }

        Deletion with(Status newStatus) {
            return new Deletion(id, roomId, newStatus, shutdownRoom, error);
        }

        Deletion with(ShutdownRoom progress) {
            return new Deletion(id, roomId, status, progress, error);
        }

        Deletion failed(String why) {
            return new Deletion(id, roomId, Status.FAILED, shutdownRoom, Optional.of(why));
        }
    }

    /**
     * Begins a deletion and does not wait for it.
     *
     * @return its ID
     * @throws MatrixException 400 {@code M_UNKNOWN} if the request cannot be, or the room is being deleted already
     */
    public String start(Requester admin, RoomId roomId, DeleteRoomRequest request) {
        refuseUnderWay(roomId);
        deleteRoom.begin(admin, roomId, request);
        Deletion deletion = new Deletion(HexFormat.of().toHexDigits(random.nextLong()), roomId, Status.SCHEDULED,
                ShutdownRoom.NOTHING, Optional.empty());
        remember(deletion);
        Thread.ofVirtual().name("delete " + roomId).start(() -> run(admin, deletion, request));
        return deletion.id();
    }

    /**
     * Deletes and waits for it.
     *
     * @return all that was done
     * @throws MatrixException as {@link DeleteRoom#delete}; 400 {@code M_UNKNOWN} if the room is being deleted already
     */
    public ShutdownRoom delete(Requester admin, RoomId roomId, DeleteRoomRequest request) {
        synchronized (deletions) {
            refuseUnderWay(roomId);
            waitedFor.add(roomId);
        }
        try {
            return deleteRoom.delete(admin, roomId, request, _ -> {});
        } finally {
            synchronized (deletions) {
                waitedFor.remove(roomId);
            }
        }
    }

    /** A deletion by its ID. */
    public Optional<Deletion> find(String id) {
        synchronized (deletions) {
            return Optional.ofNullable(deletions.get(id));
        }
    }

    /** The deletions of a room, from the oldest to the newest. */
    public List<Deletion> of(RoomId roomId) {
        synchronized (deletions) {
            return deletions.values().stream().filter(deletion -> deletion.roomId().equals(roomId)).toList();
        }
    }

    private void remember(Deletion deletion) {
        synchronized (deletions) {
            refuseUnderWay(deletion.roomId());
            deletions.put(deletion.id(), deletion);
            if (deletions.size() > REMEMBERED) {
                deletions.values().stream().filter(old -> !old.isUnderWay()).findFirst()
                        .ifPresent(old -> deletions.remove(old.id()));
            }
        }
    }

    private void refuseUnderWay(RoomId roomId) {
        of(roomId).stream().filter(Deletion::isUnderWay).findFirst().ifPresent(other -> {
            throw new MatrixException(ErrorCode.UNKNOWN,
                    "Room " + roomId + " is being deleted already, under the delete_id " + other.id() + ".");
        });
        if (waitedFor.contains(roomId)) {
            throw new MatrixException(ErrorCode.UNKNOWN,
                    "Room " + roomId + " is being deleted already, by a request that waits for it.");
        }
    }

    private void run(Requester admin, Deletion deletion, DeleteRoomRequest request) {
        change(deletion, now -> now.with(Status.ACTIVE));
        try {
            ShutdownRoom done = deleteRoom.delete(admin, deletion.roomId(), request,
                    progress -> change(deletion, now -> now.with(progress)));
            change(deletion, now -> now.with(done).with(Status.COMPLETE));
        } catch (MatrixException refused) {
            change(deletion, now -> now.failed(refused.getMessage()));
        } catch (RuntimeException | Error failure) {
            LOG.warn("Deleting {} failed; to delete it again goes on from there", deletion.roomId(), failure);
            change(deletion, now -> now.failed("The server failed; its log tells why. Delete the room again."));
        }
    }

    private void change(Deletion deletion, UnaryOperator<Deletion> change) {
        synchronized (deletions) {
            deletions.computeIfPresent(deletion.id(), (_, now) -> change.apply(now));
        }
    }
}
