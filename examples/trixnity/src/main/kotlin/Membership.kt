package dev.vestibule.examples.trixnity

import de.connect2x.trixnity.client.room
import de.connect2x.trixnity.core.ErrorResponse
import de.connect2x.trixnity.core.model.RoomAliasId
import de.connect2x.trixnity.core.model.RoomId
import de.connect2x.trixnity.core.model.events.m.room.Membership.BAN
import de.connect2x.trixnity.core.model.events.m.room.Membership.INVITE
import de.connect2x.trixnity.core.model.events.m.room.Membership.JOIN
import de.connect2x.trixnity.core.model.events.m.room.Membership.LEAVE

/** Coming into a room. */
suspend fun entry(steps: Steps, alice: Member, bob: Member, carol: Member): RoomId {
    val roomId = steps.step("alice makes a room, and her sync brings it") {
        val alias = RoomAliasId("#${unused("tea-party")}:${alice.id.domain}")
        val roomId = alice.api.room.createRoom(name = "Tea party", topic = "riddles", roomAliasId = alias).getOrThrow()
        alice.sees(roomId, "the name") { it.membership == JOIN && it.name?.explicitName == "Tea party" }
        equal(bob.api.room.getRoomAlias(alias).getOrThrow().roomId, roomId, "where the alias leads")
        roomId
    }
    steps.step("bob cannot just walk in, nor look in") {
        remark(refused<ErrorResponse.Forbidden>(bob.api.room.joinRoom(roomId)).error)
        refused<ErrorResponse.Forbidden>(bob.api.room.getMembers(roomId))
        refused<ErrorResponse.Forbidden>(bob.api.room.getState(roomId))
    }
    steps.step("alice invites bob: he sees where to, and from whom") {
        alice.api.room.inviteUser(roomId, bob.id, "do come").getOrThrow()
        equal(bob.seesItself(roomId, INVITE).name?.explicitName, "Tea party", "the name of the room")
        equal(bob.seesMembership(roomId, bob, INVITE, "do come").sender, alice.id, "who invites")
    }
    steps.step("bob and carol join, and alice sees them") {
        bob.api.room.joinRoom(roomId).getOrThrow()
        alice.seesMembership(roomId, bob, JOIN)
        bob.seesItself(roomId, JOIN)
        alice.api.room.inviteUser(roomId, carol.id).getOrThrow()
        carol.seesItself(roomId, INVITE)
        carol.api.room.joinRoom(roomId).getOrThrow()
        alice.seesMembership(roomId, carol, JOIN)
    }
    steps.step("the members, by several ways") {
        val everybody = setOf(alice.id, bob.id, carol.id)
        val joined = bob.api.room.getJoinedMembers(roomId).getOrThrow().joined
        equal(joined.keys, everybody, "the joined members")
        equal(joined[alice.id]?.displayName, "Alice", "alice's name in the room")
        val members = bob.api.room.getMembers(roomId, membership = JOIN).getOrThrow()
        equal(members.map { it.stateKey }.toSet(), everybody.map { it.full }.toSet(), "the member events")
        equal(bob.api.room.getMembers(roomId, notMembership = JOIN).getOrThrow().size, 0, "members but not joined")
        isTrue(roomId in bob.api.room.getJoinedRooms().getOrThrow(), "the room is not among bob's")
    }
    return roomId
}

/** Every way out of a room, and back. */
suspend fun departures(steps: Steps, alice: Member, bob: Member, roomId: RoomId) {
    suspend fun comeBack() {
        alice.api.room.inviteUser(roomId, bob.id).getOrThrow()
        bob.seesItself(roomId, INVITE)
        bob.api.room.joinRoom(roomId).getOrThrow()
        bob.seesItself(roomId, JOIN)
        alice.seesMembership(roomId, bob, JOIN)
    }

    steps.step("bob may not kick alice") {
        remark(refused<ErrorResponse.Forbidden>(bob.api.room.kickUser(roomId, alice.id)).error)
    }
    steps.step("alice kicks bob: he sees it, with the reason") {
        alice.api.room.kickUser(roomId, bob.id, "no room").getOrThrow()
        bob.seesItself(roomId, LEAVE)
        equal(bob.seesMembership(roomId, bob, LEAVE, "no room").sender, alice.id, "who kicked")
    }
    steps.step("bob may not kick himself back, speak, or invite") {
        refused<ErrorResponse.Forbidden>(bob.api.room.joinRoom(roomId))
        refused<ErrorResponse.Forbidden>(bob.api.room.sendMessageEvent(roomId, text("plenty of room")))
        refused<ErrorResponse.Forbidden>(bob.api.room.inviteUser(roomId, bob.id))
    }
    steps.step("a second invite, which bob declines") {
        alice.api.room.inviteUser(roomId, bob.id).getOrThrow()
        bob.seesItself(roomId, INVITE)
        bob.api.room.leaveRoom(roomId, "not today").getOrThrow()
        alice.seesMembership(roomId, bob, LEAVE, "not today")
        bob.seesItself(roomId, LEAVE)
    }
    steps.step("bob comes back, leaves by himself and forgets the room") {
        comeBack()
        bob.api.room.leaveRoom(roomId).getOrThrow()
        bob.seesItself(roomId, LEAVE)
        bob.api.room.forgetRoom(roomId).getOrThrow()
        // The same for bob's own store.
        bob.client.room.forgetRoom(roomId)
        bob.client.room.getById(roomId).awaits("the room is forgotten") { it == null }
        refused<ErrorResponse.Forbidden>(bob.api.room.getMembers(roomId))
    }
    steps.step("alice bans bob: he sees it, and cannot come in") {
        alice.api.room.banUser(roomId, bob.id, "spam").getOrThrow()
        alice.seesMembership(roomId, bob, BAN)
        // Synapse has a code of its own for the banned; Matrix names M_FORBIDDEN.
        remark(refused<ErrorResponse>(bob.api.room.joinRoom(roomId)).error)
        refused<ErrorResponse>(alice.api.room.inviteUser(roomId, bob.id))
    }
    steps.step("the ban is lifted; a second time there is nothing to lift") {
        alice.api.room.unbanUser(roomId, bob.id).getOrThrow()
        alice.seesMembership(roomId, bob, LEAVE)
        refused<ErrorResponse.BadState>(alice.api.room.unbanUser(roomId, bob.id))
    }
    steps.step("bob may come in again, and goes") {
        comeBack()
        bob.api.room.leaveRoom(roomId).getOrThrow()
        alice.seesMembership(roomId, bob, LEAVE)
    }
}
