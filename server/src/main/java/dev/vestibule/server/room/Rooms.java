package dev.vestibule.server.room;

import dev.vestibule.authz.event.Event;
import dev.vestibule.authz.id.RoomId;
import dev.vestibule.authz.id.UserId;
import dev.vestibule.server.account.Requester;
import dev.vestibule.server.error.ErrorCode;
import dev.vestibule.server.error.MatrixException;
import dev.vestibule.server.limit.Limits;
import dev.vestibule.storage.Change;
import dev.vestibule.storage.RoomStore;
import dev.vestibule.storage.RoomTransaction;
import dev.vestibule.storage.UnknownRoomException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The one door to a room's unit of work: every use case changes a room through here, so that events are made,
 * authorized and remembered under their transaction ID in the same way everywhere.
 */
public final class Rooms {

    private final RoomStore store;
    private final Events events;
    private final Limits limits;
    private final RoomBlocks blocks;

    /**
     * @param store  where rooms are locked and kept
     * @param events makes the events of this server
     * @param limits count them
     * @param blocks the rooms that nobody may come into
     */
    public Rooms(RoomStore store, Events events, Limits limits, RoomBlocks blocks) {
        this.store = store;
        this.events = events;
        this.limits = limits;
        this.blocks = blocks;
    }

    /**
     * Changes a room that only its members may act in. For a room that does not exist the answer is the one a
     * stranger gets, 403, so that nobody can probe for rooms.
     *
     * @throws MatrixException as {@code work} refuses, or 403 {@code M_FORBIDDEN} for an unknown room
     */
    public <O extends Outcome> O change(Requester requester, RoomId roomId, Function<LockedRoom, O> work) {
        try {
            return write(requester, roomId, work);
        } catch (UnknownRoomException unknown) {
            throw notInRoom(requester.user(), roomId);
        }
    }

    /**
     * Changes a room that people may enter: here the spec lets a server say that there is no such room.
     *
     * @throws MatrixException as {@code work} refuses, or 404 {@code M_NOT_FOUND} for an unknown room
     */
    public <O extends Outcome> O changeIfFound(Requester requester, RoomId roomId, Function<LockedRoom, O> work) {
        try {
            return write(requester, roomId, work);
        } catch (UnknownRoomException unknown) {
            throw noSuchRoom(roomId);
        }
    }

    /**
     * Changes a room that somebody comes into, or asks to. One that is blocked says so even where there is no such
     * room.
     *
     * @throws MatrixException as {@code work} refuses; 404 {@code M_NOT_FOUND} for an unknown room, 403
     *                         {@code M_UNKNOWN} if that one is blocked
     */
    public <O extends Outcome> O enter(Requester requester, RoomId roomId, Function<LockedRoom, O> work) {
        try {
            return write(requester, roomId, work);
        } catch (UnknownRoomException unknown) {
            blocks.refuse(roomId);
            throw noSuchRoom(roomId);
        }
    }

    /** Changes a room, for use cases that have an answer of their own for a room that does not exist. */
    <O extends Outcome> O write(Requester requester, RoomId roomId, Function<LockedRoom, O> work)
            throws UnknownRoomException {
        List<Runnable> afterwards = new ArrayList<>();
        O outcome = store.write(roomId, transaction -> {
            afterwards.clear();
            return run(requester, transaction, work, afterwards);
        });
        afterwards.forEach(Runnable::run);
        return outcome;
    }

    /**
     * Makes a room with all that belongs to it as one unit of work: an exception in {@code work} leaves no room.
     *
     * @param create the authorized {@code m.room.create} event
     */
    <O extends Outcome> O create(Requester requester, Event create, Function<LockedRoom, O> work) {
        List<Runnable> afterwards = new ArrayList<>();
        O outcome = store.create(create, transaction -> {
            afterwards.clear();
            return run(requester, transaction, work, afterwards);
        });
        afterwards.forEach(Runnable::run);
        return outcome;
    }

    private <O extends Outcome> O run(Requester requester, RoomTransaction transaction,
            Function<LockedRoom, O> work, List<Runnable> afterwards) {
        O outcome = work.apply(new LockedRoom(transaction, requester, events, limits, blocks, afterwards::add));
        requester.transaction().ifPresent(
                key -> transaction.add(new Change.TransactionRecorded(key, outcome.body().toString())));
        return outcome;
    }

    static MatrixException noSuchRoom(RoomId roomId) {
        return new MatrixException(ErrorCode.NOT_FOUND, "There is no room " + roomId + " on this server.");
    }

    static MatrixException notInRoom(UserId user, RoomId roomId) {
        return new MatrixException(ErrorCode.FORBIDDEN,
                user + " is not in room " + roomId + ", or there is no such room.");
    }
}
