package dev.vestibule.examples.trixnity

import de.connect2x.trixnity.client.key
import de.connect2x.trixnity.client.room
import de.connect2x.trixnity.client.store.isEncrypted
import de.connect2x.trixnity.client.verification
import de.connect2x.trixnity.client.verification.SelfVerificationMethod
import de.connect2x.trixnity.client.verification.VerificationService.SelfVerificationMethods
import de.connect2x.trixnity.clientserverapi.client.UIA
import de.connect2x.trixnity.core.model.events.InitialStateEvent
import de.connect2x.trixnity.core.model.events.m.room.EncryptionEventContent
import de.connect2x.trixnity.core.model.events.m.room.Membership.INVITE
import de.connect2x.trixnity.core.model.events.m.room.Membership.JOIN
import de.connect2x.trixnity.crypto.key.DeviceTrustLevel

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
    val words = steps.step("each hears what the other says") {
        val words = alice.says(roomId, "Nobody hears us")
        isTrue(bob.hears(roomId, words, "Nobody hears us").isEncrypted, "it was said in clear")
        alice.hears(roomId, bob.says(roomId, "Not even the server"), "Not even the server")
        words
    }
    val recoveryKey = steps.step("alice signs her devices, and keeps her keys on the server, enciphered") {
        alice.client.verification.getSelfVerificationMethods()
            .awaits("alice has no keys of that kind yet") { it is SelfVerificationMethods.NoCrossSigningEnabled }
        val bootstrap = alice.client.key.bootstrapCrossSigning()
        var stage = bootstrap.result.getOrThrow()
        if (stage is UIA.Step<Unit>) {
            stage = stage.authenticate(alice.proof()).getOrThrow()
        }
        isTrue(stage is UIA.Success<Unit>, "more is asked for: $stage")
        alice.client.key.getTrustLevel(alice.id, alice.client.deviceId)
            .awaits("alice's device is signed") { it is DeviceTrustLevel.CrossSigned && it.verified }
        bootstrap.recoveryKey
    }
    steps.step("her next device gets them back, and reads what was said before it was there") {
        val tablet = alice.logInAgain()
        val methods = tablet.client.verification.getSelfVerificationMethods()
            .awaits("how the device may be verified") { it is SelfVerificationMethods.CrossSigningEnabled }
        (methods as SelfVerificationMethods.CrossSigningEnabled).methods
            .filterIsInstance<SelfVerificationMethod.AesHmacSha2RecoveryKey>().single()
            .verify(recoveryKey).getOrThrow()
        tablet.hears(roomId, words, "Nobody hears us")
        alice.client.key.getTrustLevel(alice.id, tablet.client.deviceId)
            .awaits("the first device trusts the next one") { it is DeviceTrustLevel.CrossSigned && it.verified }
        tablet.client.logout().getOrThrow()
        tablet.client.closeSuspending()
    }
}
