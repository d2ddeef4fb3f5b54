package dev.vestibule.examples.trixnity

import de.connect2x.trixnity.clientserverapi.model.room.CreateRoom.Request.Preset
import de.connect2x.trixnity.core.ErrorResponse
import de.connect2x.trixnity.core.model.events.InitialStateEvent
import de.connect2x.trixnity.core.model.events.m.room.JoinRulesEventContent
import de.connect2x.trixnity.core.model.events.m.room.JoinRulesEventContent.AllowCondition
import de.connect2x.trixnity.core.model.events.m.room.JoinRulesEventContent.AllowCondition.AllowConditionType
import de.connect2x.trixnity.core.model.events.m.room.JoinRulesEventContent.JoinRule
import de.connect2x.trixnity.core.model.events.m.room.Membership.INVITE
import de.connect2x.trixnity.core.model.events.m.room.Membership.JOIN
import de.connect2x.trixnity.core.model.events.m.room.Membership.KNOCK
import de.connect2x.trixnity.core.model.events.m.room.Membership.LEAVE

/** Asking to be let in. */
suspend fun knocking(steps: Steps, alice: Member, bob: Member) {
    val roomId = steps.step("nobody may knock on a room that is by invitation only") {
        val roomId = alice.api.room.createRoom(name = "Study").getOrThrow()
        remark(refused<ErrorResponse.Forbidden>(bob.api.room.knockRoom(roomId)).error)
        roomId
    }
    steps.step("alice lets people knock; bob does, with a reason that she sees") {
        alice.api.room.sendStateEvent(roomId, JoinRulesEventContent(JoinRule.Knock)).getOrThrow()
        bob.api.room.knockRoom(roomId, reason = "I have a riddle").getOrThrow()
        alice.seesMembership(roomId, bob, KNOCK, "I have a riddle")
        equal(bob.seesItself(roomId, KNOCK).name?.explicitName, "Study", "what bob sees of the room")
    }
    steps.step("alice says no") {
        alice.api.room.kickUser(roomId, bob.id, "not now").getOrThrow()
        bob.seesItself(roomId, LEAVE)
        alice.seesMembership(roomId, bob, LEAVE, "not now")
    }
    steps.step("bob knocks again, takes it back, and knocks once more") {
        bob.api.room.knockRoom(roomId).getOrThrow()
        alice.seesMembership(roomId, bob, KNOCK)
        bob.api.room.leaveRoom(roomId).getOrThrow()
        alice.seesMembership(roomId, bob, LEAVE)
        bob.api.room.knockRoom(roomId).getOrThrow()
        alice.seesMembership(roomId, bob, KNOCK)
    }
    steps.step("alice lets him in") {
        alice.api.room.inviteUser(roomId, bob.id).getOrThrow()
        bob.seesItself(roomId, INVITE)
        bob.api.room.joinRoom(roomId).getOrThrow()
        bob.seesItself(roomId, JOIN)
        alice.seesMembership(roomId, bob, JOIN)
    }
}

/** A room for whoever is in another one. */
suspend fun restricted(steps: Steps, alice: Member, bob: Member) {
    val house = steps.step("alice makes a house for everybody, and a cellar for those in the house") {
        alice.api.room.createRoom(name = "House", preset = Preset.PUBLIC).getOrThrow()
    }
    val cellar = steps.step("bob, who is not in the house, cannot go into the cellar") {
        val inTheHouse = JoinRulesEventContent(
            JoinRule.Restricted, setOf(AllowCondition(house, AllowConditionType.RoomMembership))
        )
        val cellar = alice.api.room.createRoom(
            name = "Cellar", initialState = listOf(InitialStateEvent(inTheHouse, ""))
        ).getOrThrow()
        remark(refused<ErrorResponse.Forbidden>(bob.api.room.joinRoom(cellar)).error)
        cellar
    }
    steps.step("he goes into the house, and then into the cellar") {
        bob.api.room.joinRoom(house).getOrThrow()
        bob.api.room.joinRoom(cellar).getOrThrow()
        bob.seesItself(cellar, JOIN)
        val join = alice.seesMembership(cellar, bob, JOIN)
        equal(join.content.joinAuthorisedViaUsersServer, alice.id, "who vouches for him")
    }
}

/** A room that is replaced by one of a newer version. */
suspend fun upgrade(steps: Steps, alice: Member, bob: Member) {
    steps.step("alice upgrades a room, and bob's client follows by itself") {
        val old = alice.api.room.createRoom(name = "Attic", roomVersion = "10", preset = Preset.PUBLIC).getOrThrow()
        bob.api.room.joinRoom(old).getOrThrow()
        bob.seesItself(old, JOIN)
        val new = alice.api.room.upgradeRoom(old, "12").getOrThrow()
        bob.sees(old, "where the room has gone") { it.nextRoomId == new }
        val room = bob.seesItself(new, JOIN)
        equal(room.createEventContent?.predecessor?.roomId, old, "where the room comes from")
        equal(room.name?.explicitName, "Attic", "the name")
    }
}
