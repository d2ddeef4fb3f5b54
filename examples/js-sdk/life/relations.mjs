// What refers to a message: reactions, edits, and threads, live and as a device finds them that comes later; search.

import assert from "node:assert/strict";
import { EventType, MsgType, Preset, RelationType, ThreadEvent } from "matrix-js-sdk";
import { refused } from "../user.mjs";

export async function relationsLife(report, alice, bob) {
    const { room_id: room } = await alice.client.createRoom({ name: "Kitchen", preset: Preset.PublicChat });
    await bob.client.joinRoom(room);
    const text = (body) => ({ msgtype: MsgType.Text, body });
    const { event_id: question } = await alice.client.sendTextMessage(room, "Lunch?");
    const reactions = (user) => user.client.getRoom(room).relations
        .getChildEventsForEvent(question, RelationType.Annotation, EventType.Reaction).getRelations();
    const react = (user, key) => user.client.sendEvent(room, EventType.Reaction, {
        "m.relates_to": { rel_type: RelationType.Annotation, event_id: question, key },
    });

    await report.step("alice sees bob's reaction, once", async (remark) => {
        const seen = alice.sees(room, "the reaction", (event) => event.getType() === EventType.Reaction);
        await react(bob, "👍");
        await seen;
        assert.deepEqual(reactions(alice).map((event) => [event.getSender(), event.getRelation().key]), [[bob.id, "👍"]]);
        remark((await refused(react(bob, "👍"), 400, "M_DUPLICATE_ANNOTATION")).data.error);
    });
    await report.step("alice sees bob take it back", async () => {
        const [reaction] = reactions(alice);
        const redacted = alice.sees(room, "the redaction", (event) => event.getAssociatedId() === reaction.getId());
        await bob.client.redactEvent(room, reaction.getId());
        await redacted;
        assert.deepEqual(reactions(alice), []);
        await react(bob, "🍝");
    });
    await report.step("bob sees alice's edit in the place of the message", async () => {
        const edited = bob.sees(room, "the edit", (event) => event.isRelation(RelationType.Replace));
        await alice.client.sendMessage(room, {
            ...text("* Dinner?"),
            "m.new_content": text("Dinner?"),
            "m.relates_to": { rel_type: RelationType.Replace, event_id: question },
        });
        await edited;
        assert.equal(bob.client.getRoom(room).findEventById(question).getContent().body, "Dinner?");
    });
    const thread = { rel_type: RelationType.Thread, event_id: question };
    await report.step("two answers in a thread", async () => {
        await bob.client.sendMessage(room, { ...text("Pasta"), "m.relates_to": thread });
        const seen = alice.sees(room, "the second answer", (event) => event.getContent().body === "Pizza");
        await bob.client.sendMessage(room, { ...text("Pizza"), "m.relates_to": thread });
        await seen;
    });
    await report.step("bob finds what was said by its words", async () => {
        const { results, count } = await bob.client.searchRoomEvents({ term: "Pasta", filter: { rooms: [room] } });
        assert.equal(count, 1);
        const [{ context }] = results;
        assert.equal(context.getEvent().getContent().body, "Pasta");
        assert.equal(context.getEvent().getSender(), bob.id);
    });

    const device = await bob.logInAgain();
    try {
        await report.step("a new device of bob, with threads, finds the edit, the thread and the reaction", async () => {
            await device.startSyncing({ threadSupport: true, initialSyncLimit: 20 });
            const seen = device.client.getRoom(room);
            const root = seen.findEventById(question);
            assert.equal(root.getContent().body, "Dinner?");
            assert.ok(root.isThreadRoot);
            assert.equal(seen.getThread(question).length, 2);
            assert.ok(seen.getThread(question).hasCurrentUserParticipated);
            const { events } = await device.client.relations(room, question, RelationType.Annotation, EventType.Reaction);
            assert.deepEqual(events.map((event) => event.getRelation().key), ["🍝"]);
        });
        await report.step("it sees the next answer in the thread, not in the room", async () => {
            const seen = device.client.getRoom(room);
            const three = ({ id, length }) => id === question && length === 3;
            const updated = device.awaits(ThreadEvent.Update, "a thread of three answers", three, seen);
            await alice.client.sendMessage(room, { ...text("Pizza it is"), "m.relates_to": thread });
            await updated;
            assert.equal(seen.getThread(question).replyToEvent.getContent().body, "Pizza it is");
            const bodies = seen.getLiveTimeline().getEvents().map((event) => event.getContent().body);
            assert.ok(!bodies.includes("Pizza it is"));
        });
        await report.step("it lists the threads of the room", async () => {
            const seen = device.client.getRoom(room);
            const [all, own] = await seen.createThreadsTimelineSets();
            await seen.fetchRoomThreads();
            for (const set of [all, own]) {
                assert.deepEqual(set.getLiveTimeline().getEvents().map((event) => event.getId()), [question]);
            }
        });
    } finally {
        await device.client.logout(true);
    }
}
