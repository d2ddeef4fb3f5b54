package dev.vestibule.examples.trixnity

import de.connect2x.trixnity.client.room
import de.connect2x.trixnity.client.room.message.text
import de.connect2x.trixnity.client.store.TimelineEvent
import de.connect2x.trixnity.client.store.eventId
import de.connect2x.trixnity.client.user
import de.connect2x.trixnity.clientserverapi.model.room.CreateRoom.Request.Preset
import de.connect2x.trixnity.clientserverapi.model.room.GetEvents.Direction.BACKWARDS
import de.connect2x.trixnity.core.model.EventId
import de.connect2x.trixnity.core.model.RoomId
import de.connect2x.trixnity.core.model.events.RedactedEventContent
import de.connect2x.trixnity.core.model.events.m.ReceiptType
import de.connect2x.trixnity.core.model.events.m.room.CreateEventContent
import de.connect2x.trixnity.core.model.events.m.room.Membership.JOIN
import de.connect2x.trixnity.core.model.events.m.room.RoomMessageEventContent
import io.ktor.http.Url
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList

private const val CROWD = 8
private const val LINES = 40

fun text(body: String) = RoomMessageEventContent.TextBased.Text(body)

/** Sends by the outbox of the client's store, and gives the ID that the server made. */
suspend fun Member.says(roomId: RoomId, body: String): EventId {
    val transaction = client.room.sendMessage(roomId) { text(body) }
    val sent = client.room.getOutbox(roomId, transaction).awaits("$id: \"$body\" is sent") { it?.eventId != null }
    return checkNotNull(sent?.eventId)
}

/** Waits until the text of an event has come, deciphered where that is needed. */
suspend fun Member.hears(roomId: RoomId, eventId: EventId, body: String): TimelineEvent =
    checkNotNull(client.room.getTimelineEvent(roomId, eventId).awaits("$id: \"$body\"") { bodyOf(it) == body })

private fun bodyOf(event: TimelineEvent?) =
    (event?.content?.getOrNull() as? RoomMessageEventContent.TextBased.Text)?.body

suspend fun talk(steps: Steps, alice: Member, bob: Member, roomId: RoomId) {
    val wine = steps.step("alice speaks, bob hears it") {
        val eventId = alice.says(roomId, "Have some wine")
        equal(bob.hears(roomId, eventId, "Have some wine").event.sender, alice.id, "who spoke")
        eventId
    }
    steps.step("alice sees how far bob has read") {
        bob.api.room.setReadMarkers(roomId, fullyRead = wine, read = wine).getOrThrow()
        alice.client.user.getReceiptsById(roomId, bob.id)
            .awaits("bob's receipt") { it?.receipts?.get(ReceiptType.Read)?.eventId == wine }
    }
    steps.step("alice sees bob type, and stop") {
        bob.api.room.setTyping(roomId, bob.id, true, 20_000).getOrThrow()
        alice.client.room.usersTyping.awaits("bob types") { it[roomId]?.users == setOf(bob.id) }
        bob.api.room.setTyping(roomId, bob.id, false).getOrThrow()
        alice.client.room.usersTyping.awaits("bob has stopped") { it[roomId]?.users.isNullOrEmpty() }
    }
    steps.step("alice takes a word back") {
        val eventId = alice.says(roomId, "Off with his head")
        bob.hears(roomId, eventId, "Off with his head")
        alice.api.room.redactEvent(roomId, eventId, "too harsh").getOrThrow()
        bob.client.room.getTimelineEvent(roomId, eventId)
            .awaits("the redaction") { it?.event?.content is RedactedEventContent }
    }
}

/** A device that knows nothing yet: members come when they are asked for, and the history page by page. */
suspend fun secondDevice(steps: Steps, alice: Member, bob: Member, url: Url) {
    val roomId = steps.step("a crowd comes into a room, and bob tells it a long story") {
        val roomId = alice.api.room.createRoom(name = "Market", preset = Preset.PUBLIC).getOrThrow()
        for (number in 1..CROWD) {
            Member.passerBy(url, "dave-$number") { it.room.joinRoom(roomId).getOrThrow() }
        }
        bob.api.room.joinRoom(roomId).getOrThrow()
        for (number in 1..LINES) {
            bob.api.room.sendMessageEvent(roomId, text("line $number")).getOrThrow()
        }
        bob.seesItself(roomId, JOIN)
        roomId
    }
    val tablet = steps.step("bob logs in with another device, and finds the room") {
        val tablet = bob.logInAgain()
        tablet.sees(roomId, "the name") { it.name?.explicitName == "Market" }
        equal(tablet.client.userId, bob.id, "whose device it is")
        tablet
    }
    steps.step("it knows of the members when it asks for them") {
        val before = tablet.client.user.getAll(roomId).first().size
        isTrue(before < CROWD + 2, "it knew of all $before members before it asked")
        tablet.client.user.loadMembers(roomId)
        tablet.client.user.getAll(roomId).awaits("all members") { it.size == CROWD + 2 }
        remark("of $before before, of ${CROWD + 2} after")
    }
    steps.step("it reads back to the beginning of the room") {
        val last = tablet.sees(roomId, "the last event") { it.lastEventId != null }.lastEventId
        val events = tablet.client.room.getTimelineEvents(roomId, checkNotNull(last), BACKWARDS) { fetchSize = 10 }
            .map { event -> event.first() }.toList()
        val lines = events.mapNotNull { bodyOf(it) }.filter { it.startsWith("line ") }
        equal(lines, (LINES downTo 1).map { "line $it" }, "the lines")
        isTrue(events.last().event.content is CreateEventContent, "not the beginning: ${events.last().event}")
        equal(events.distinctBy { it.eventId }.size, events.size, "events without doubles")
    }
    steps.step("the other device logs out, the first stays") {
        tablet.client.logout().getOrThrow()
        tablet.client.closeSuspending()
        equal(bob.api.authentication.whoAmI().getOrThrow().userId, bob.id, "who bob is")
    }
}
