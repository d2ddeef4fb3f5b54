package dev.vestibule.server;

import dev.vestibule.authz.event.SigningKey;
import dev.vestibule.authz.id.ServerName;
import dev.vestibule.server.account.UserLocks;
import dev.vestibule.server.http.Routes;
import dev.vestibule.server.http.admin.DeleteRoomHandlers;
import dev.vestibule.server.http.admin.ModerationHandlers;
import dev.vestibule.server.http.client.CreateRoomHandler;
import dev.vestibule.server.http.client.DirectoryHandlers;
import dev.vestibule.server.http.client.MembershipHandlers;
import dev.vestibule.server.http.client.ProfileHandlers;
import dev.vestibule.server.http.client.RoomStateHandlers;
import dev.vestibule.server.http.client.TimelineHandlers;
import dev.vestibule.server.limit.Limits;
import dev.vestibule.server.live.Presences;
import dev.vestibule.server.profile.Profiles;
import dev.vestibule.server.room.AcceptBindNotice;
import dev.vestibule.server.room.AdminJoin;
import dev.vestibule.server.room.BanUser;
import dev.vestibule.server.room.CanonicalAliases;
import dev.vestibule.server.room.CarriedOver;
import dev.vestibule.server.room.CreateEvents;
import dev.vestibule.server.room.CreateRoom;
import dev.vestibule.server.room.DeleteRoom;
import dev.vestibule.server.room.EntryLimits;
import dev.vestibule.server.room.Events;
import dev.vestibule.server.room.ForgetRoom;
import dev.vestibule.server.room.Guests;
import dev.vestibule.server.room.InviteByAddress;
import dev.vestibule.server.room.InviteUser;
import dev.vestibule.server.room.Invitees;
import dev.vestibule.server.room.JoinRoom;
import dev.vestibule.server.room.KickUser;
import dev.vestibule.server.room.KnockRoom;
import dev.vestibule.server.room.LeaveEverywhere;
import dev.vestibule.server.room.LeaveRoom;
import dev.vestibule.server.room.LocalUsers;
import dev.vestibule.server.room.MakeRoomAdmin;
import dev.vestibule.server.room.MemberContent;
import dev.vestibule.server.room.MembersByPower;
import dev.vestibule.server.room.RedactEvent;
import dev.vestibule.server.room.RestrictedJoin;
import dev.vestibule.server.room.RoomAliases;
import dev.vestibule.server.room.RoomBlocks;
import dev.vestibule.server.room.RoomDeletions;
import dev.vestibule.server.room.Rooms;
import dev.vestibule.server.room.SendMemberState;
import dev.vestibule.server.room.SendMessage;
import dev.vestibule.server.room.SendState;
import dev.vestibule.server.room.ShowProfile;
import dev.vestibule.server.room.TableSigner;
import dev.vestibule.server.room.ThirdPartyInvites;
import dev.vestibule.server.room.UnbanUser;
import dev.vestibule.server.room.UpgradeRoom;
import dev.vestibule.server.view.ReadAliases;
import dev.vestibule.server.view.ReadMembers;
import dev.vestibule.server.view.ReadMessages;
import dev.vestibule.server.view.ReadState;
import dev.vestibule.storage.Storage;
import java.security.SecureRandom;
import java.time.Clock;

/** Puts together all that has to do with rooms; {@link VestibuleServer} does the rest. */
final class RoomEndpoints {

    private final ServerName serverName;
    private final Storage storage;
    private final Clock clock;
    private final SecureRandom random;
    private final Limits limits;
    private final IdentityEndpoints identity;
    private final EntryLimits entryLimits;
    private final Events events;
    private final RoomBlocks blocks;
    private final Rooms rooms;
    private final MemberContent memberContent;
    private final Presences presences;

    RoomEndpoints(ServerName serverName, Storage storage, Clock clock, SecureRandom random,
            Limits limits, IdentityEndpoints identity, Presences presences) {
        this.serverName = serverName;
        this.storage = storage;
        this.clock = clock;
        this.random = random;
        this.limits = limits;
        this.identity = identity;
        this.entryLimits = new EntryLimits(limits, storage);
        this.events = new Events(serverName, signingKey(storage, random), clock, random);
        this.blocks = new RoomBlocks(storage);
        this.rooms = new Rooms(storage.rooms(), events, limits, blocks);
        this.memberContent = new MemberContent(storage);
        this.presences = presences;
    }

    /** Shows users in their rooms as they are now. */
    ShowProfile showProfile() {
        return new ShowProfile(rooms, storage, memberContent, presences);
    }

    /** Takes users out of all their rooms. */
    LeaveEverywhere leaveEverywhere() {
        return new LeaveEverywhere(rooms, storage, memberContent);
    }

    /** Adds their handlers. */
    void bind(Routes.Binder routes, UserLocks locks) {
        LocalUsers localUsers = new LocalUsers(serverName);
        Invitees invitees = new Invitees(localUsers, storage);
        RoomAliases aliases = new RoomAliases(rooms, storage, serverName);
        MembersByPower members = new MembersByPower(storage);

        CarriedOver carriedOver = new CarriedOver(storage, locks);
        bindMemberships(routes, invitees, aliases, members, carriedOver);
        CreateEvents createEvents = new CreateEvents(events, serverName, random);
        CreateRoom createRoom = new CreateRoom(rooms, events, storage, createEvents, memberContent, invitees, aliases,
                identity.resolveAddress(), entryLimits);
        new CreateRoomHandler(createRoom,
                new UpgradeRoom(rooms, events, storage, createEvents, memberContent, carriedOver, entryLimits),
                serverName).bind(routes);
        new TimelineHandlers(new SendMessage(rooms), new RedactEvent(rooms, new Guests(rooms, storage)),
                new ReadMessages(storage, clock))
                .bind(routes);
        new DirectoryHandlers(aliases, new ReadAliases(storage), serverName).bind(routes);
        new ProfileHandlers(new Profiles(storage, showProfile(), limits)).bind(routes);
        FindingEndpoints.bind(routes, serverName, storage, clock, rooms, aliases, limits);
        new ModerationHandlers(new AdminJoin(rooms, storage, localUsers, memberContent, members, carriedOver, blocks),
                new MakeRoomAdmin(rooms, memberContent, members, localUsers), blocks, aliases).bind(routes);
        DeleteRoom deleteRoom = new DeleteRoom(rooms, storage, memberContent, blocks, createRoom, localUsers);
        new DeleteRoomHandlers(new RoomDeletions(deleteRoom, random)).bind(routes);
    }

    private void bindMemberships(Routes.Binder routes, Invitees invitees, RoomAliases aliases,
            MembersByPower members, CarriedOver carriedOver) {
        RestrictedJoin restrictedJoin = new RestrictedJoin(storage, members);
        ThirdPartyInvites thirdPartyInvites = identity.thirdPartyInvites(storage);
        identity.bind(routes, new AcceptBindNotice(rooms, invitees, thirdPartyInvites));
        InviteUser inviteUser = new InviteUser(rooms, memberContent, invitees, entryLimits);
        new MembershipHandlers(new JoinRoom(rooms, memberContent, restrictedJoin, thirdPartyInvites, carriedOver,
                entryLimits),
                inviteUser,
                new InviteByAddress(rooms, storage, inviteUser, identity.resolveAddress(), entryLimits),
                new KnockRoom(rooms, memberContent),
                new LeaveRoom(rooms, memberContent), new KickUser(rooms, memberContent),
                new BanUser(rooms, memberContent), new UnbanUser(rooms, memberContent), new ForgetRoom(rooms), aliases)
                .bind(routes);
        new RoomStateHandlers(new ReadState(storage, clock), new ReadMembers(storage, clock),
                new SendState(rooms, new SendMemberState(rooms, memberContent, restrictedJoin, invitees,
                        thirdPartyInvites, carriedOver, entryLimits),
                        new CanonicalAliases(storage), new Guests(rooms, storage)))
                .bind(routes);
    }

    /** The key of this server's first start, or a new one: its ID is part of every signature. */
    private static SigningKey signingKey(Storage storage, SecureRandom random) {
        return storage
                .signingKey(
                        () -> SigningKey.generate("ed25519:" + Integer.toString(random.nextInt(1 << 20), 36), random))
                .signingWith(new TableSigner());
    }
}
