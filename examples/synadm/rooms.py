"""synadm room ...: how an administrator gets into a private room, blocks it and deletes it."""

import time

from homeserver import quoted, unused
from steps import equal, true


def rooms(steps, synadm, admin, homeserver):
    alice = homeserver.register(unused("alice"), "wonderland")
    bob = homeserver.register(unused("bob"), "builder")

    def act(user, verb, **body):
        return homeserver.client("POST", f"/rooms/{quoted(room_id)}/{verb}", user["access_token"], body)

    with steps("alice makes a private room, without the administrator"):
        alias_name = unused("tea-party")
        body = {"preset": "private_chat", "name": alias_name, "topic": "riddles", "room_alias_name": alias_name}
        room_id = homeserver.client("POST", "/createRoom", alice["access_token"], body).good()["room_id"]
    _reading(steps, synadm, homeserver, alice, room_id, alias_name)
    with steps("synadm room join without the administrator in the room: refused") as step:
        step.remark(synadm.refused("M_FORBIDDEN", "room", "join", room_id, bob["user_id"])["error"])
    with steps("synadm room make-admin: the administrator is invited, with alice's power"):
        equal(synadm("room", "make-admin", room_id, "--user-id", admin["user_id"]), {}, "the answer")
        act(admin, "join").good()
        levels = homeserver.client(
            "GET", f"/rooms/{quoted(room_id)}/state/m.room.power_levels", admin["access_token"]
        ).good()
        equal(levels["users"][admin["user_id"]], 100, "the administrator's power")
    with steps("synadm room join: bob is invited and joined"):
        equal(synadm("room", "join", room_id, bob["user_id"])["room_id"], room_id, "the room")
        members = [alice["user_id"], bob["user_id"], admin["user_id"]]
        equal(sorted(synadm("room", "members", room_id)["members"]), sorted(members), "the members")
    with steps("synadm room join, by alias, after bob has left"):
        act(bob, "leave").good()
        alias = synadm("room", "resolve", "--reverse", room_id)["aliases"][0]
        equal(synadm("room", "join", alias, bob["user_id"])["room_id"], room_id, "the room")
    with steps("synadm user membership: the rooms by ID, and by alias"):
        equal(synadm("user", "membership", "--ids", bob["user_id"])["joined_rooms"], [room_id], "bob's rooms by ID")
        equal(synadm("user", "membership", bob["user_id"])["joined_rooms"], [alias], "bob's rooms by alias")
    _closing(steps, synadm, admin, homeserver, act, bob, room_id)


def _reading(steps, synadm, homeserver, alice, room_id, name):
    with steps("synadm room list: found by name and by ID"):
        equal(_ids(synadm("room", "list", "--name", name)), [room_id], "the rooms of that name")
        equal(_ids(synadm("room", "search", room_id)), [room_id], "the rooms with that ID")
    with steps("synadm room list: page by page, in order and in reverse") as step:
        group = unused("rooms")
        for number in (3, 1, 2):
            homeserver.client("POST", "/createRoom", alice["access_token"], {"name": f"{group} {number}"}).good()
        names = [f"{group} {number}" for number in (1, 2, 3)]
        equal(_pages(synadm, group), [names[:2], names[2:]], "the pages")
        equal(_pages(synadm, group, "--reverse"), [names[:0:-1], names[:1]], "the pages in reverse")
        step.remark("3 rooms on 2 pages")
    with steps("synadm room details"):
        details = synadm("room", "details", room_id)
        wanted = {
            "name": name,
            "topic": "riddles",
            "creator": alice["user_id"],
            "joined_members": 1,
            "join_rules": "invite",
            "public": False,
        }
        equal({key: details.get(key) for key in wanted}, wanted, "the details")
    with steps("synadm room details of no room: refused"):
        synadm.refused("M_NOT_FOUND", "room", "details", "!nowhere:" + alice["user_id"].split(":", 1)[1])
    with steps("synadm room members"):
        equal(synadm("room", "members", room_id), {"members": [alice["user_id"]], "total": 1}, "the members")
    with steps("synadm room state"):
        types = {event["type"] for event in synadm("room", "state", room_id)["state"]}
        true({"m.room.create", "m.room.member", "m.room.name"} <= types, f"the state has only {types}")
    with steps("synadm room power-levels"):
        room = synadm("room", "power-levels", "--room-id", room_id)["rooms"][0]
        equal(room["room_id"], room_id, "the room")
        true("power_levels" in room, "no power levels")
    with steps("synadm room resolve: from the alias to the room"):
        alias = f"#{name}:{alice['user_id'].split(':', 1)[1]}"
        equal(synadm("room", "resolve", alias), room_id, "the room")


def _closing(steps, synadm, admin, homeserver, act, bob, room_id):
    with steps("synadm room block: bob, who has left, cannot come back") as step:
        equal(synadm("room", "block", room_id), {"block": True}, "the answer")
        status = synadm("room", "block-status", room_id)
        equal((status["block"], status["user_id"]), (True, admin["user_id"]), "the block")
        act(bob, "leave").good()
        refusal = synadm.refused("M_UNKNOWN", "room", "join", room_id, bob["user_id"])
        step.remark(refusal["error"])
    with steps("synadm room block --unblock: he can"):
        equal(synadm("room", "block", "--unblock", room_id), {"block": False}, "the answer")
        equal(synadm("room", "block-status", room_id)["block"], False, "the block")
        equal(synadm("room", "join", room_id, bob["user_id"])["room_id"], room_id, "the room")
    with steps("synadm room delete: in the background; in the end nobody is in it") as step:
        delete_id = synadm("room", "delete", room_id)["delete_id"]
        status = _deleted(synadm, delete_id)
        true(
            bob["user_id"] in status["shutdown_room"]["kicked_users"],
            f"bob is not among {status['shutdown_room']['kicked_users']}",
        )
        equal(synadm("user", "membership", "--ids", bob["user_id"])["joined_rooms"], [], "bob's rooms")
        synadm.refused("M_NOT_FOUND", "room", "details", room_id)
    with steps("synadm room delete --v1 --block: at once, and for ever"):
        token = bob["access_token"]
        second = homeserver.client("POST", "/createRoom", token, {"preset": "public_chat"}).good()["room_id"]
        done = synadm("room", "delete", "--v1", "--block", second)
        equal(done["kicked_users"], [bob["user_id"]], "who had to go")
        equal(synadm("room", "block-status", second)["block"], True, "the block")
        equal(homeserver.client("GET", "/joined_rooms", token).good()["joined_rooms"], [], "bob's rooms")


def _deleted(synadm, delete_id):
    """Waits for the end of a deletion; the whole run has a time limit."""
    while (status := synadm("room", "delete-status", "--delete-id", delete_id))["status"] != "complete":
        true(status["status"] != "failed", f"the deletion failed: {status}")
        time.sleep(0.05)
    return status


def _ids(answer):
    return [room["room_id"] for room in answer["rooms"]]


def _pages(synadm, name, *options):
    pages, start = [], 0
    while start is not None:
        answer = synadm(
            "room", "list", "--name", name, "--limit", "2", "--from", str(start), "--sort", "name", *options
        )
        pages.append([room["name"] for room in answer["rooms"]])
        start = answer.get("next_batch")
    return pages
