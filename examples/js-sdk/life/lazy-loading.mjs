// A client that asks for members when it needs them: the sync shows it only whose events it shows, and the counts.

import assert from "node:assert/strict";
import { Preset } from "matrix-js-sdk";

export async function lazyLoadingLife(report, alice, bob, register) {
    const guests = await report.step("seven guests register", () =>
        Promise.all(["carol", "dave", "erin", "frank", "grace", "heidi", "ivan"].map((name) => register(name))));
    const [carol, , , frank, , , ivan] = guests;
    const room = await report.step("they all come to alice's room, which has no name, and one leaves", async () => {
        const { room_id } = await alice.client.createRoom({ preset: Preset.PublicChat });
        await ivan.client.setDisplayName("Ivan");
        for (const guest of [bob, ...guests]) {
            await guest.client.joinRoom(room_id);
        }
        await frank.client.leave(room_id);
        await alice.client.sendTextMessage(room_id, "Welcome, all of you");
        return room_id;
    });

    const device = await bob.logInAgain();
    try {
        await report.step("a new device of bob, loading lazily, sees few of them and knows how many", async (remark) => {
            await device.startSyncing({ lazyLoadMembers: true, initialSyncLimit: 1 });
            const seen = device.client.getRoom(room);
            const known = seen.getJoinedMembers().map((member) => member.userId);
            assert.ok(known.includes(alice.id), "the sender of the last message is known");
            assert.ok(!known.includes(ivan.id), "who said nothing and came after the five that name the room is not");
            assert.equal(seen.getJoinedMemberCount(), 8);
            assert.match(seen.name, / and 6 others$/);
            remark(`${known.length} of 8; the room is called "${seen.name}"`);
        });
        await report.step("who speaks up comes with the message", async () => {
            const spoken = device.seesMessage(room, "Hello from ivan");
            await ivan.client.sendTextMessage(room, "Hello from ivan");
            assert.equal((await spoken).sender.rawDisplayName, "Ivan");
        });
        await report.step("asked for, all members are there", async () => {
            const seen = device.client.getRoom(room);
            assert.ok(await seen.loadMembersIfNeeded(), "the members came from the server");
            const joined = seen.getJoinedMembers().map((member) => member.userId);
            const there = [alice, bob, ...guests].filter((user) => user !== frank);
            assert.deepEqual(joined.sort(), there.map(({ id }) => id).sort());
        });
        await report.step("from then on, the sync keeps them up to date", async () => {
            const left = device.seesMembership(room, carol, "leave");
            await carol.client.leave(room);
            await left;
            assert.equal(device.membershipOf(carol, room), "leave");
            assert.equal(device.client.getRoom(room).getJoinedMemberCount(), 7);
        });
    } finally {
        await device.client.logout(true);
    }
}
