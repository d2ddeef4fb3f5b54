"""The SDK's Rooms, as far as it can send the request and read what a homeserver of today answers."""

from homeserver import quoted, unused
from matrix_admin_sdk.endpoints.v1 import Rooms
from refusals import refused_with
from steps import equal


async def rooms(steps, client, admin, homeserver):
    alice = homeserver.register(unused("alice"), "wonderland")
    bob = homeserver.register(unused("bob"), "builder")
    body = {"preset": "public_chat", "name": unused("Hall")}
    room_id = homeserver.client("POST", "/createRoom", alice["access_token"], body).good()["room_id"]
    api = Rooms(client)

    def join(user):
        return homeserver.client("POST", f"/rooms/{quoted(room_id)}/join", user["access_token"], {})

    with steps("the members of a room"):
        members = await api.room_members(room_id)
        equal((members.members, members.total), ([alice["user_id"]], 1), "the members")
    with steps("an unknown room is refused"):
        with refused_with(404):
            await api.room_members("!nowhere:" + alice["user_id"].split(":", 1)[1])
    with steps("a room is blocked: nobody may join") as step:
        equal((await api.block_room(room_id, True))["block"], True, "the answer")
        status = await api.get_block_status(room_id)
        equal((status.block, status.user_id), (True, admin.user_id), "the block")
        refusal = join(bob)
        equal(refusal.status, 403, "the answer to bob's join")
        step.remark(refusal.body["error"])
    with steps("and unblocked"):
        equal((await api.block_room(room_id, False))["block"], False, "the answer")
        equal((await api.get_block_status(room_id)).block, False, "the block")
        join(bob).good()
    with steps("bob is made an administrator of the room"):
        await api.make_room_admin(room_id, bob["user_id"])
        levels = homeserver.client(
            "GET", f"/rooms/{quoted(room_id)}/state/m.room.power_levels", bob["access_token"]
        ).good()
        equal(levels["users"].get(bob["user_id"]), 100, "bob's power")
