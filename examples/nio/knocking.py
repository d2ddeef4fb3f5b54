"""Asking to be let in."""

import nio
from member import good, refused
from steps import equal


async def knocking(steps, alice, bob, room_id):
    with steps("nobody may knock on a room that is by invitation only"):
        refused(await bob.client.room_knock(room_id), nio.RoomKnockError, "M_FORBIDDEN")
    with steps("alice lets people knock; bob does, with a reason that she sees"):
        good(await alice.client.room_put_state(room_id, "m.room.join_rules", {"join_rule": "knock"}))
        good(await bob.client.room_knock(room_id, reason="I have a riddle"))
        event = await alice.sees_membership(room_id, bob.id, "knock")
        equal(event.content["reason"], "I have a riddle", "the reason")
    with steps("alice says no"):
        good(await alice.client.room_kick(room_id, bob.id))
        await alice.sees_membership(room_id, bob.id, "leave")
    with steps("bob knocks again, and is let in"):
        good(await bob.client.room_knock(room_id))
        await alice.sees_membership(room_id, bob.id, "knock")
        good(await alice.client.room_invite(room_id, bob.id))
        await bob.sees_invite(room_id)
        good(await bob.client.join(room_id))
        await bob.sees_itself_in(room_id)
        await alice.sees_membership(room_id, bob.id, "join")
