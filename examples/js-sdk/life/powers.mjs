// Power levels: what one may not, what the SDK knows of it before it asks, and how one comes to power and loses it.

import assert from "node:assert/strict";
import { EventType, HistoryVisibility, Preset } from "matrix-js-sdk";
import { refused } from "../user.mjs";

export async function powersLife(report, alice, bob) {
    const room = await report.step("alice creates a room with bob in it", async () => {
        const { room_id } = await alice.client.createRoom({ name: "Attic", preset: Preset.PublicChat });
        const joined = alice.seesMembership(room_id, bob, "join");
        const joinedHere = bob.seesMembership(room_id, bob, "join");
        await bob.client.joinRoom(room_id);
        await Promise.all([joined, joinedHere]);
        return room_id;
    });
    const mayRename = (user) => user.client.getRoom(room).currentState.maySendStateEvent(EventType.RoomName, bob.id);
    const levels = async (level) => {
        const seen = bob.sees(room, `bob's level ${level}`, (event) =>
            event.getType() === EventType.RoomPowerLevels && event.getContent().users[bob.id] === level);
        await alice.client.setPowerLevel(room, bob.id, level);
        await seen;
        assert.equal(bob.client.getRoom(room).getMember(bob.id).powerLevel, level ?? 0);
    };

    await report.step("bob may not rename it, which his client knows without asking", async (remark) => {
        assert.ok(!mayRename(bob));
        remark((await refused(bob.client.setRoomName(room, "Bob's attic"), 403, "M_FORBIDDEN")).data.error);
    });
    await report.step("bob cannot take power", async (remark) => {
        remark((await refused(bob.client.setPowerLevel(room, bob.id, 50), 403, "M_FORBIDDEN")).data.error);
    });
    await report.step("bob sees that alice gives him level 50", async () => {
        await levels(50);
        assert.ok(mayRename(bob));
    });
    await report.step("alice sees that bob renames the room", async () => {
        const renamed = alice.sees(room, "the new name", (event) => event.getType() === EventType.RoomName);
        await bob.client.setRoomName(room, "Our attic");
        await renamed;
        assert.equal(alice.client.getRoom(room).name, "Our attic");
    });
    await report.step("alice sees that bob takes back a message of hers", async () => {
        const { event_id } = await alice.client.sendTextMessage(room, "Not for long");
        const redaction = alice.sees(room, "the redaction", (event) => event.getAssociatedId() === event_id);
        await bob.client.redactEvent(room, event_id, undefined, { reason: "Typing error" });
        await redaction;
        const message = alice.client.getRoom(room).findEventById(event_id);
        assert.ok(message.isRedacted());
        assert.deepEqual(message.getContent(), {});
        assert.equal(message.getUnsigned().redacted_because.content.reason, "Typing error");
    });
    await report.step("bob may change no more than he needs level 50 for", async (remark) => {
        const content = { history_visibility: HistoryVisibility.WorldReadable };
        const opening = bob.client.sendStateEvent(room, EventType.RoomHistoryVisibility, content);
        remark((await refused(opening, 403, "M_FORBIDDEN")).data.error);
    });
    await report.step("bob sees that alice takes his level away", async () => {
        await levels(undefined);
        assert.ok(!mayRename(bob));
        await refused(bob.client.setRoomName(room, "Bob's attic"), 403, "M_FORBIDDEN");
    });
}
