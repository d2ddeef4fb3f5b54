package dev.vestibule.examples.trixnity

import de.connect2x.trixnity.client.MatrixClient.LoginState
import de.connect2x.trixnity.clientserverapi.model.server.Capability
import de.connect2x.trixnity.clientserverapi.model.user.ProfileField
import de.connect2x.trixnity.core.ErrorResponse
import de.connect2x.trixnity.core.model.events.m.room.Membership
import io.ktor.http.Url

/** Three users, each with a client that syncs. */
suspend fun accounts(steps: Steps, url: Url): Triple<Member, Member, Member> {
    val members = steps.step("alice, bob and carol register and sync") {
        Triple(Member.register(url, "alice"), Member.register(url, "bob"), Member.register(url, "carol"))
    }
    val (alice, bob) = members
    steps.step("a wrong password is refused") {
        refused<ErrorResponse.Forbidden>(Member.logIn(url, bob.id, "wrong"))
    }
    steps.step("alice gives herself a name, and bob can read it") {
        alice.client.setProfileField(ProfileField.DisplayName("Alice")).getOrThrow()
        equal(bob.api.user.getProfile(alice.id).getOrThrow()[ProfileField.DisplayName]?.value, "Alice", "the name")
    }
    return members
}

/** A room of each version that the server has. */
suspend fun roomVersions(steps: Steps, alice: Member, bob: Member) {
    steps.step("in a room of each version: alice invites, bob joins, both leave") {
        val versions = alice.api.server.getCapabilities().getOrThrow().capabilities
            .filterIsInstance<Capability.RoomVersions>().single()
        for (version in versions.available.keys) {
            val roomId = alice.api.room.createRoom(roomVersion = version, invite = setOf(bob.id)).getOrThrow()
            bob.seesItself(roomId, Membership.INVITE)
            bob.api.room.joinRoom(roomId).getOrThrow()
            equal(bob.seesItself(roomId, Membership.JOIN).createEventContent?.roomVersion, version, "the version")
            alice.seesMembership(roomId, bob, Membership.JOIN)
            bob.api.room.leaveRoom(roomId).getOrThrow()
            alice.seesMembership(roomId, bob, Membership.LEAVE)
            alice.api.room.leaveRoom(roomId).getOrThrow()
            alice.seesItself(roomId, Membership.LEAVE)
        }
        remark(versions.available.keys.joinToString())
    }
}

suspend fun endOfSession(steps: Steps, bob: Member) {
    steps.step("bob logs out everywhere: his client's sync finds it out") {
        val tablet = bob.logInAgain()
        tablet.api.authentication.logoutAll().getOrThrow()
        bob.client.loginState.awaits("logged out") { it == LoginState.LOGGED_OUT }
    }
}
