package dev.vestibule.server;

import dev.vestibule.authz.id.ServerName;
import dev.vestibule.server.admin.ListRooms;
import dev.vestibule.server.admin.ShowRoom;
import dev.vestibule.server.admin.ShowRoomHistory;
import dev.vestibule.server.admin.ShowRoomMembers;
import dev.vestibule.server.admin.ShowRoomState;
import dev.vestibule.server.directory.ListPublicRooms;
import dev.vestibule.server.directory.ReadHierarchy;
import dev.vestibule.server.directory.ReadMutualRooms;
import dev.vestibule.server.directory.ReadRoomSummary;
import dev.vestibule.server.directory.ReadVisibility;
import dev.vestibule.server.directory.SearchUsers;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.admin.AdminRoomHandlers;
import dev.vestibule.server.http.client.HistoryHandlers;
import dev.vestibule.server.http.client.RelationHandlers;
import dev.vestibule.server.http.client.RoomDirectoryHandlers;
import dev.vestibule.server.http.client.UserDirectoryHandlers;
import dev.vestibule.server.limit.Limits;
import dev.vestibule.server.room.PublishRoom;
import dev.vestibule.server.room.RoomAliases;
import dev.vestibule.server.room.Rooms;
import dev.vestibule.server.search.SearchEvents;
import dev.vestibule.server.view.FindByTimestamp;
import dev.vestibule.server.view.ReadContext;
import dev.vestibule.server.view.ReadMessages;
import dev.vestibule.server.view.ReadRelations;
import dev.vestibule.storage.Storage;
import java.time.Clock;

/**
 * Puts together what finds and shows rooms and users, to everybody and to administrators; part of
 * {@link RoomEndpoints}.
 */
final class FindingEndpoints {

    private FindingEndpoints() {}

    /** Adds their handlers. */
    static void bind(Routes.Binder routes, ServerName serverName, Storage storage, Clock clock, Rooms rooms,
            RoomAliases aliases, Limits limits) {
        ReadHierarchy readHierarchy = new ReadHierarchy(storage);
        new RoomDirectoryHandlers(new ListPublicRooms(storage, serverName), new ReadVisibility(storage),
                new PublishRoom(rooms), new ReadRoomSummary(storage), readHierarchy, aliases).bind(routes);
        new UserDirectoryHandlers(new SearchUsers(storage, limits), new ReadMutualRooms(storage)).bind(routes);
        new HistoryHandlers(new ReadContext(storage, clock), new FindByTimestamp(storage),
                new ReadMessages(storage, clock)).bind(routes);
        new RelationHandlers(new ReadRelations(storage, clock), new SearchEvents(storage, clock)).bind(routes);
        new AdminRoomHandlers(new ListRooms(storage), new ShowRoom(storage), new ShowRoomMembers(storage),
                new ShowRoomState(storage, clock), new ShowRoomHistory(storage, clock), readHierarchy).bind(routes);
    }
}
