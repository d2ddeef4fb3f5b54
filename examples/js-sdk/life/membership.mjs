// Invite, join, kick, leave, forget, ban and unban, each seen by the other user.

import assert from "node:assert/strict";
import { Direction, EventType, JoinRule, Preset } from "matrix-js-sdk";
import { refused } from "../user.mjs";

export async function membershipLife(report, alice, bob, errcodeOfBan) {
    const room = await report.step("alice creates a room and is in it", async () => {
        const created = alice.seesNewRoom();
        const { room_id } = await alice.client.createRoom({ name: "Living room", preset: Preset.PrivateChat });
        assert.equal((await created).roomId, room_id);
        assert.equal(alice.membershipOf(alice, room_id), "join");
        return room_id;
    });
    await arrival(report, alice, bob, room);
    await talk(report, alice, bob, room);
    await kick(report, alice, bob, room);
    await leaveAndForget(report, alice, bob, room);
    await ban(report, alice, bob, room, errcodeOfBan);
    await openDoor(report, alice, bob, room);
}

async function arrival(report, alice, bob, room) {
    await report.step("bob sees alice's invite", async () => {
        const invited = bob.seesMembership(room, bob, "invite", alice);
        await alice.client.invite(room, bob.id, { reason: "Come in" });
        assert.equal((await invited).getContent().reason, "Come in");
        assert.equal(bob.client.getRoom(room).name, "Living room", "an invite shows the name of the room");
    });
    await report.step("alice sees bob join", () => joins(alice, bob, room));
}

async function talk(report, alice, bob, room) {
    await report.step("bob sees alice's message", async () => {
        const message = bob.seesMessage(room, "Hello bob");
        await alice.client.sendTextMessage(room, "Hello bob");
        assert.equal((await message).getSender(), alice.id);
    });
    await report.step("alice sees bob's answer", async () => {
        const message = alice.seesMessage(room, "Hello alice");
        await bob.client.sendTextMessage(room, "Hello alice");
        assert.equal((await message).getSender(), bob.id);
    });
    await report.step("alice sees bob's new display name", async () => {
        const renamed = alice.seesMembership(room, bob, "join");
        await bob.client.setDisplayName("Bob the builder");
        await renamed;
        assert.equal(alice.client.getRoom(room).getMember(bob.id).name, "Bob the builder");
    });
}

async function kick(report, alice, bob, room) {
    await report.step("bob cannot kick alice", async (remark) => {
        const error = await refused(bob.client.kick(room, alice.id), 403, "M_FORBIDDEN");
        assert.equal(alice.membershipOf(alice, room), "join");
        remark(error.data.error);
    });
    await report.step("bob sees himself kicked", async (remark) => {
        const kicked = bob.seesMembership(room, bob, "leave", alice);
        await alice.client.kick(room, bob.id, "Too loud");
        assert.equal((await kicked).getContent().reason, "Too loud");
        remark("reason: Too loud");
    });
    await report.step("bob sees a second invite", () => isInvited(bob, alice, room));
    await report.step("alice sees bob join again", () => joins(alice, bob, room));
}

async function leaveAndForget(report, alice, bob, room) {
    await report.step("alice sees bob leave", async () => {
        const left = alice.seesMembership(room, bob, "leave");
        const leftHere = bob.seesMembership(room, bob, "leave");
        await bob.client.leave(room);
        await Promise.all([left, leftHere]);
    });
    await report.step("a new device of bob still finds the room he left", async () => {
        assert.ok((await leftRoomsOnNewDevice(bob)).includes(room));
    });
    await report.step("once bob has forgotten it, it does not", async () => {
        await bob.client.forget(room);
        assert.ok(!(await leftRoomsOnNewDevice(bob)).includes(room));
        assert.equal(alice.membershipOf(bob, room), "leave", "to alice, forgetting changes nothing");
    });
    await report.step("bob cannot read what he has forgotten", async (remark) => {
        const reading = bob.client.createMessagesRequest(room, null, 10, Direction.Backward);
        remark((await refused(reading, 403, "M_FORBIDDEN")).data.error);
    });
    await report.step("bob cannot join uninvited", async (remark) => {
        remark((await refused(bob.client.joinRoom(room), 403, "M_FORBIDDEN")).data.error);
    });
    await report.step("a new invite brings the forgotten room back to bob", () => isInvited(bob, alice, room));
    await report.step("alice sees bob join a third time", () => joins(alice, bob, room));
}

async function ban(report, alice, bob, room, errcodeOfBan) {
    await report.step("bob sees himself banned", async (remark) => {
        const banned = bob.seesMembership(room, bob, "ban", alice);
        const done = alice.seesMembership(room, bob, "ban", alice);
        await alice.client.ban(room, bob.id, "Much too loud");
        assert.equal((await banned).getContent().reason, "Much too loud");
        await done;
        remark("reason: Much too loud");
    });
    await report.step("bob cannot join while he is banned", async (remark) => {
        remark((await refused(bob.client.joinRoom(room), 403, errcodeOfBan)).data.error);
    });
    await report.step("bob cannot be invited while he is banned", async (remark) => {
        remark((await refused(alice.client.invite(room, bob.id), 403, errcodeOfBan)).data.error);
        assert.equal(alice.membershipOf(bob, room), "ban");
    });
    await report.step("bob sees himself unbanned", async () => {
        const unbanned = bob.seesMembership(room, bob, "leave", alice);
        await alice.client.unban(room, bob.id);
        await unbanned;
    });
}

async function openDoor(report, alice, bob, room) {
    const alias = `#living-room-${alice.client.getUserIdLocalpart()}:${alice.client.getDomain()}`;
    await report.step("alice opens the room and gives it an alias", async () => {
        const opened = alice.sees(room, "the join rule public", (event) =>
            event.getType() === EventType.RoomJoinRules && event.getContent().join_rule === "public");
        await alice.client.createAlias(alias, room);
        await alice.client.sendStateEvent(room, EventType.RoomCanonicalAlias, { alias });
        await alice.client.sendStateEvent(room, EventType.RoomJoinRules, { join_rule: JoinRule.Public });
        await opened;
    });
    await report.step("alice sees bob join by the alias", async (remark) => {
        const joined = alice.seesMembership(room, bob, "join");
        const joinedHere = bob.seesMembership(room, bob, "join");
        await bob.client.joinRoom(alias);
        await Promise.all([joined, joinedHere]);
        assert.equal(bob.client.getRoom(room).getCanonicalAlias(), alias);
        remark(alias);
    });
}

async function isInvited(invitee, inviter, room) {
    const invited = invitee.seesMembership(room, invitee, "invite", inviter);
    await inviter.client.invite(room, invitee.id);
    await invited;
}

async function joins(witness, joiner, room) {
    const joined = witness.seesMembership(room, joiner, "join");
    await joiner.client.joinRoom(room);
    await joined;
}

async function leftRoomsOnNewDevice(user) {
    const device = await user.logInAgain();
    try {
        await device.startSyncing();
        return (await device.client.syncLeftRooms()).map((room) => room.roomId);
    } finally {
        await device.client.logout(true);
    }
}
