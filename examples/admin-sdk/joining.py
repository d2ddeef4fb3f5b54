"""The SDK's EditRoomMembership: joining users to rooms."""

from homeserver import quoted, unused
from matrix_admin_sdk.endpoints.v1 import EditRoomMembership
from refusals import refused_with
from steps import equal


async def joining(steps, client, admin, homeserver):
    alice = homeserver.register(unused("alice"), "wonderland")
    bob = homeserver.register(unused("bob"), "builder")

    def create_room(creator, preset, **more):
        return homeserver.client("POST", "/createRoom", creator["access_token"], {"preset": preset, **more}).good()[
            "room_id"
        ]

    def rooms_of(user):
        return homeserver.client("GET", "/joined_rooms", user["access_token"]).good()["joined_rooms"]

    alias_name = unused("hall")
    server_name = alice["user_id"].split(":", 1)[1]
    alias = f"#{alias_name}:{server_name}"
    public_room = create_room(alice, "public_chat", room_alias_name=alias_name)
    private_room = create_room(alice, "private_chat")
    memberships = EditRoomMembership(client)

    with steps("bob is joined to a public room where the administrator is not"):
        answer = await memberships.join_user_to_room(public_room, bob["user_id"])
        equal(answer, {"room_id": public_room}, "the answer")
        equal(rooms_of(bob), [public_room], "bob's rooms")
    with steps("a second time changes nothing and is no error"):
        answer = await memberships.join_user_to_room(public_room, bob["user_id"])
        equal(answer["room_id"], public_room, "the room")
    with steps("into a private room without the administrator: refused, nothing happened") as step:
        with refused_with(403) as refusal:
            await memberships.join_user_to_room(private_room, bob["user_id"])
        step.remark(refusal.text)
        equal(rooms_of(bob), [public_room], "bob's rooms")
    with steps("with the administrator as a member bob is invited and joined at once"):
        homeserver.client(
            "POST", f"/rooms/{quoted(private_room)}/invite", alice["access_token"], {"user_id": admin.user_id}
        ).good()
        homeserver.client("POST", f"/rooms/{quoted(private_room)}/join", admin.access_token, {}).good()
        answer = await memberships.join_user_to_room(private_room, bob["user_id"])
        equal(answer["room_id"], private_room, "the room")
        equal(sorted(rooms_of(bob)), sorted([public_room, private_room]), "bob's rooms")
    with steps("an alias works when the caller escapes it"):
        homeserver.client("POST", f"/rooms/{quoted(public_room)}/leave", bob["access_token"], {}).good()
        answer = await memberships.join_user_to_room(quoted(alias), bob["user_id"])
        equal(answer["room_id"], public_room, "the room")
    with steps("unescaped, as the SDK passes it on, the server never sees the alias") as step:
        # Everything from "#" on is the fragment of the address, which no HTTP client sends.
        with refused_with(400) as refusal:
            await memberships.join_user_to_room(alias, bob["user_id"])
        step.remark(refusal.text)
    with steps("an unknown user is refused"):
        with refused_with(404):
            await memberships.join_user_to_room(public_room, f"@{unused('nobody')}:{server_name}")
    with steps("an unknown alias is refused"):
        with refused_with(404):
            await memberships.join_user_to_room(quoted(f"#{unused('nowhere')}:{server_name}"), bob["user_id"])
