// A room that one may knock on: a denied knock, an accepted one; then everybody leaves.

import assert from "node:assert/strict";
import { EventType, JoinRule, Preset } from "matrix-js-sdk";
import { refused } from "../user.mjs";

export async function knockingLife(report, alice, bob) {
    const room = await report.step("alice creates a room to knock on", async () => {
        const { room_id } = await alice.client.createRoom({
            name: "Study",
            preset: Preset.PrivateChat,
            initial_state: [{ type: EventType.RoomJoinRules, state_key: "", content: { join_rule: JoinRule.Knock } }],
        });
        return room_id;
    });
    await report.step("bob cannot just walk in", async (remark) => {
        remark((await refused(bob.client.joinRoom(room), 403, "M_FORBIDDEN")).data.error);
    });
    await report.step("alice sees bob knock", () => knocks(alice, bob, room, "May I?"));
    await report.step("bob sees that he is turned away", async () => {
        const denied = bob.seesMembership(room, bob, "leave", alice);
        await alice.client.kick(room, bob.id, "Not now");
        const denial = await denied;
        assert.equal(denial.getContent().reason, "Not now");
        assert.equal(denial.getPrevContent().membership, "knock", "what tells a denial from another leave");
    });
    await report.step("alice sees bob knock again", () => knocks(alice, bob, room, "And now?"));
    await report.step("bob sees that alice lets him in", async () => {
        const accepted = bob.seesMembership(room, bob, "invite", alice);
        await alice.client.invite(room, bob.id);
        await accepted;
    });
    await report.step("alice sees bob join", async () => {
        const joined = alice.seesMembership(room, bob, "join");
        await bob.client.joinRoom(room);
        await joined;
    });
    await report.step("bob sees alice leave", async () => {
        const left = bob.seesMembership(room, alice, "leave");
        await alice.client.leave(room);
        await left;
    });
    await report.step("bob logs out, and his token is worth nothing", async () => {
        await bob.client.logout(true);
        await refused(bob.client.whoami(), 401, "M_UNKNOWN_TOKEN");
    });
}

async function knocks(witness, knocker, room, reason) {
    const seen = witness.seesMembership(room, knocker, "knock");
    const seenHere = knocker.seesMembership(room, knocker, "knock");
    await knocker.client.knockRoom(room, { reason });
    assert.equal((await seen).getContent().reason, reason);
    await seenHere;
}
