package dev.vestibule.examples.trixnity

import de.connect2x.trixnity.client.user
import de.connect2x.trixnity.client.user.PowerLevel
import de.connect2x.trixnity.clientserverapi.client.getStateEventContent
import de.connect2x.trixnity.core.ErrorResponse
import de.connect2x.trixnity.core.model.RoomId
import de.connect2x.trixnity.core.model.events.m.room.PowerLevelsEventContent
import de.connect2x.trixnity.core.model.events.m.room.TopicEventContent

/** What one may do: the client reckons it from the state of the room, the server has the last word. */
suspend fun powers(steps: Steps, alice: Member, bob: Member, roomId: RoomId) {
    steps.step("bob may not change the topic, and his client knows it") {
        bob.client.user.canSendEvent(roomId, TopicEventContent::class).awaits("no") { !it }
        bob.client.user.canKickUser(roomId, alice.id).awaits("no") { !it }
        remark(refused<ErrorResponse.Forbidden>(bob.api.room.sendStateEvent(roomId, TopicEventContent("jam"))).error)
    }
    steps.step("alice makes bob a moderator: he may") {
        val levels = alice.api.room.getStateEventContent<PowerLevelsEventContent>(roomId).getOrThrow()
        alice.api.room.sendStateEvent(roomId, levels.copy(users = levels.users + (bob.id to 50L))).getOrThrow()
        bob.client.user.getPowerLevel(roomId, bob.id).awaits("50") { it == PowerLevel.User(50) }
        bob.client.user.canSendEvent(roomId, TopicEventContent::class).awaits("yes") { it }
        bob.api.room.sendStateEvent(roomId, TopicEventContent("jam")).getOrThrow()
    }
    steps.step("he may not rise above that, nor put alice down") {
        val levels = bob.api.room.getStateEventContent<PowerLevelsEventContent>(roomId).getOrThrow()
        for ((user, level) in listOf(bob.id to 100L, alice.id to 50L)) {
            val changed = levels.copy(users = levels.users + (user to level))
            refused<ErrorResponse.Forbidden>(bob.api.room.sendStateEvent(roomId, changed))
        }
    }
    steps.step("alice makes him a member like others again") {
        val levels = alice.api.room.getStateEventContent<PowerLevelsEventContent>(roomId).getOrThrow()
        alice.api.room.sendStateEvent(roomId, levels.copy(users = levels.users - bob.id)).getOrThrow()
        bob.client.user.getPowerLevel(roomId, bob.id).awaits("0") { it == PowerLevel.User(0) }
    }
}
