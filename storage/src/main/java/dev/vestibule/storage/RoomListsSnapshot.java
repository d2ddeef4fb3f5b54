package dev.vestibule.storage;

import dev.vestibule.authz.id.RoomId;
import dev.vestibule.storage.internal.Queries;
import dev.vestibule.storage.internal.RoomListQueries;
import java.util.List;
import java.util.Optional;

/** Rooms as lists of rooms show them, as of one {@link Snapshot}. */
public final class RoomListsSnapshot {
    private final RoomListQueries queries;

    RoomListsSnapshot(Queries queries) {
        this.queries = queries.roomLists();
    }

    /** A room as lists of rooms show it; empty if it is unknown. */
    public Optional<RoomOverview> overview(RoomId room) {
        return queries.overview(room);
    }

    /** A page of all rooms. */
    public List<RoomOverview> rooms(RoomListing listing) {
        return queries.list(listing);
    }

    /** How many rooms a listing has on all its pages. */
    public int countRooms(RoomListing listing) {
        return queries.count(listing);
    }

    /** A page of the public directory: published rooms with members, which others may join, knock at or read. */
    public List<RoomOverview> directory(DirectoryPage page) {
        return queries.directory(page);
    }

    /** How many rooms the public directory has. */
    public int directorySize() {
        return queries.directorySize();
    }

    /** How many devices the joined users of a room have. */
    public int devicesIn(RoomId room) {
        return queries.devicesIn(room);
    }

    /** Whether all who ever had to do with a room have forgotten it. */
    public boolean isForgotten(RoomId room) {
        return queries.isForgotten(room);
    }
}
