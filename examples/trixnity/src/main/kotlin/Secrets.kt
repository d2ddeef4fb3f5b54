package dev.vestibule.examples.trixnity

import de.connect2x.trixnity.client.key
import de.connect2x.trixnity.client.room
import de.connect2x.trixnity.client.store.isEncrypted
import de.connect2x.trixnity.core.model.events.InitialStateEvent
import de.connect2x.trixnity.core.model.events.m.room.EncryptionEventContent
import de.connect2x.trixnity.core.model.events.m.room.Membership.INVITE
import de.connect2x.trixnity.core.model.events.m.room.Membership.JOIN

/** What is said in an encrypted room: the server carries it, and keys between devices, without a key of its own. */
suspend fun secrets(steps: Steps, alice: Member, bob: Member) {
    val roomId = steps.step("alice makes an encrypted room, and bob joins") {
        val encrypted = InitialStateEvent(EncryptionEventContent(), "")
        val roomId = alice.api.room.createRoom(
            name = "Wardrobe", initialState = listOf(encrypted), invite = setOf(bob.id)
        ).getOrThrow()
        bob.seesItself(roomId, INVITE)
        bob.api.room.joinRoom(roomId).getOrThrow()
        bob.sees(roomId, "that it is encrypted") { it.membership == JOIN && it.encrypted }
        alice.sees(roomId, "that it is encrypted") { it.encrypted }
        alice.seesMembership(roomId, bob, JOIN)
        roomId
    }
    steps.step("each hears what the other says") {
        val words = alice.says(roomId, "Nobody hears us")
        isTrue(bob.hears(roomId, words, "Nobody hears us").isEncrypted, "it was said in clear")
        alice.hears(roomId, bob.says(roomId, "Not even the server"), "Not even the server")
    }
}
