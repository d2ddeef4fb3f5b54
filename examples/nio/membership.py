"""Coming into a room, talking in it, and every way out."""

import nio
from homeserver import unused
from member import good, refused
from steps import equal, true


async def entry(steps, alice, bob):
    with steps("alice makes a room, and her sync brings it"):
        alias = unused("tea-party")
        room_id = good(await alice.client.room_create(name="Tea party", topic="riddles", alias=alias)).room_id
        room = await alice.sees_itself_in(room_id)
        equal((room.name, room.topic), ("Tea party", "riddles"), "name and topic")
        equal(room.users[alice.id].display_name, "Alice", "alice's name in the room")
    with steps("alice invites bob: he sees from whom, and where to"):
        good(await alice.client.room_invite(room_id, bob.id))
        invite = await bob.sees_invite(room_id)
        equal((invite.inviter, invite.name), (alice.id, "Tea party"), "inviter and name")
    with steps("bob joins, and both know both"):
        good(await bob.client.join(room_id))
        await alice.sees_membership(room_id, bob.id, "join")
        room = await bob.sees_itself_in(room_id)
        equal(set(room.users), {alice.id, bob.id}, "the members bob knows of")
        members = good(await bob.client.joined_members(room_id)).members
        equal({member.user_id for member in members}, {alice.id, bob.id}, "the joined members")
        equal(good(await bob.client.joined_rooms()).rooms, [room_id], "bob's rooms")
    with steps("the alias leads to the room"):
        server_name = alice.id.split(":", 1)[1]
        equal(good(await bob.client.room_resolve_alias(f"#{alias}:{server_name}")).room_id, room_id, "the room")
    return room_id


async def talk(steps, alice, bob, room_id):
    with steps("alice speaks, bob hears it"):
        await alice.says(room_id, "Have some wine")
        equal((await bob.sees_message(room_id, "Have some wine")).sender, alice.id, "who spoke")
    with steps("bob reads back page by page"):
        for number in range(5):
            await bob.says(room_id, f"line {number}")
        await bob.sees_message(room_id, "line 4")
        first = good(await bob.client.room_messages(room_id, bob.client.next_batch, limit=3))
        second = good(await bob.client.room_messages(room_id, first.end, limit=3))
        read = [event.body for page in (first, second) for event in page.chunk]
        equal(read, [f"line {number}" for number in (4, 3, 2, 1, 0)] + ["Have some wine"], "the messages, newest first")
    with steps("alice takes a word back"):
        event_id = await alice.says(room_id, "Off with his head")
        await bob.sees_message(room_id, "Off with his head")
        good(await alice.client.room_redact(room_id, event_id, reason="too harsh"))
        await bob.sees(lambda answer: _redacted(answer, room_id, event_id))
        event = good(await bob.client.room_get_event(room_id, event_id)).event
        true(isinstance(event, nio.RedactedEvent), f"not redacted: {event}")
    with steps("the state of the room"):
        types = {event["type"] for event in good(await bob.client.room_get_state(room_id)).events}
        true({"m.room.create", "m.room.power_levels", "m.room.member"} <= types, f"the state has only {types}")
        equal(
            good(await bob.client.room_get_state_event(room_id, "m.room.topic")).content["topic"],
            "riddles",
            "the topic",
        )


async def departures(steps, alice, bob, room_id):
    async def come_back():
        good(await alice.client.room_invite(room_id, bob.id))
        await bob.sees_invite(room_id)
        good(await bob.client.join(room_id))
        await bob.sees_itself_in(room_id)

    with steps("bob may not kick alice") as step:
        refusal = refused(await bob.client.room_kick(room_id, alice.id), nio.RoomKickError, "M_FORBIDDEN")
        step.remark(refusal.message)
    with steps("alice kicks bob: he sees it, with the reason"):
        good(await alice.client.room_kick(room_id, bob.id, "no room"))
        event = await bob.sees_membership(room_id, bob.id, "leave")
        equal((event.sender, event.content["reason"]), (alice.id, "no room"), "by whom, and why")
    with steps("bob may not speak any more"):
        content = {"msgtype": "m.text", "body": "plenty of room"}
        refused(await bob.client.room_send(room_id, "m.room.message", content), nio.RoomSendError, "M_FORBIDDEN")
    with steps("a second invite, which bob declines"):
        good(await alice.client.room_invite(room_id, bob.id))
        await bob.sees_invite(room_id)
        good(await bob.client.room_leave(room_id))
        await alice.sees_membership(room_id, bob.id, "leave")
    with steps("bob comes back, leaves by himself and forgets the room"):
        await come_back()
        good(await bob.client.room_leave(room_id))
        await bob.sees_membership(room_id, bob.id, "leave")
        good(await bob.client.room_forget(room_id))
    with steps("alice bans bob: he cannot come in") as step:
        good(await alice.client.room_ban(room_id, bob.id, "spam"))
        # Synapse has a code of its own for the banned; Matrix names M_FORBIDDEN.
        refusal = refused(await bob.client.join(room_id), nio.JoinError, "M_FORBIDDEN", "M_BAD_STATE")
        step.remark(refusal.message)
    with steps("the ban is lifted; a second time there is nothing to lift"):
        good(await alice.client.room_unban(room_id, bob.id))
        refused(await alice.client.room_unban(room_id, bob.id), nio.RoomUnbanError, "M_BAD_STATE", "M_FORBIDDEN")
    with steps("bob may come in again"):
        await come_back()
        good(await bob.client.room_leave(room_id))
        await alice.sees_membership(room_id, bob.id, "leave")


def _redacted(answer, room_id, event_id):
    events = answer.rooms.join[room_id].timeline.events if room_id in answer.rooms.join else []
    return any(isinstance(event, nio.RedactionEvent) and event.redacts == event_id for event in events)
