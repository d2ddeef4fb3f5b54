// A space and a room that lets in whoever is in the space.

import assert from "node:assert/strict";
import { EventType, JoinRule, Preset, RestrictedAllowType, RoomType } from "matrix-js-sdk";
import { refused } from "../user.mjs";

export async function restrictedLife(report, alice, bob) {
    const server = alice.client.getDomain();
    const space = await report.step("alice creates a space", async () => {
        const created = alice.seesNewRoom();
        const { room_id } = await alice.client.createRoom({
            name: "House",
            preset: Preset.PublicChat,
            creation_content: { type: RoomType.Space },
        });
        assert.ok((await created).isSpaceRoom());
        return room_id;
    });
    const room = await report.step("alice puts a room into it, for those who are in the space", async () => {
        const allow = [{ type: RestrictedAllowType.RoomMembership, room_id: space }];
        const { room_id } = await alice.client.createRoom({
            name: "Library",
            preset: Preset.PrivateChat,
            initial_state: [
                { type: EventType.RoomJoinRules, state_key: "", content: { join_rule: JoinRule.Restricted, allow } },
            ],
        });
        await alice.client.sendStateEvent(space, EventType.SpaceChild, { via: [server], suggested: true }, room_id);
        return room_id;
    });
    await report.step("bob, who is not in the space, cannot come in", async (remark) => {
        remark((await refused(bob.client.joinRoom(room), 403, "M_FORBIDDEN")).data.error);
    });
    await report.step("in the space, bob finds the room", async () => {
        await bob.client.joinRoom(space);
        const { rooms } = await bob.client.getRoomHierarchy(space);
        assert.deepEqual(rooms.map((found) => found.name), ["House", "Library"]);
        assert.equal(rooms[1].join_rule, JoinRule.Restricted);
        assert.deepEqual(rooms[1].allowed_room_ids, [space]);
    });
    await report.step("alice sees bob join, on her authority", async () => {
        const joined = alice.seesMembership(room, bob, "join");
        await bob.client.joinRoom(room);
        assert.equal((await joined).getContent().join_authorised_via_users_server, alice.id);
    });
    await report.step("out of the space again, bob stays in the room", async () => {
        await bob.client.leave(space);
        const message = alice.seesMessage(room, "Still here");
        await bob.client.sendTextMessage(room, "Still here");
        await message;
    });
    await report.step("once he leaves it, he cannot come back", async () => {
        // The SDK asks nobody about a room in which it believes to be.
        const left = bob.seesMembership(room, bob, "leave");
        await bob.client.leave(room);
        await left;
        await refused(bob.client.joinRoom(room), 403, "M_FORBIDDEN");
    });
}
