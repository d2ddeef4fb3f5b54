// Receipts, typing, the place one has read to; scrolling through a long history; finding people and rooms.

import assert from "node:assert/strict";
import {
    Direction, EventType, Preset, ReceiptType, RoomEvent, RoomMemberEvent, TimelineWindow, Visibility,
} from "matrix-js-sdk";

const MESSAGES = 30;
const WINDOW = 12;

export async function readingLife(report, alice, bob) {
    const room = await report.step("alice creates a room with bob in it, which may be found", async () => {
        const { room_id } = await alice.client.createRoom({
            name: `Archive of ${alice.client.getUserIdLocalpart()}`,
            preset: Preset.PublicChat,
            visibility: Visibility.Public,
        });
        const joined = alice.seesMembership(room_id, bob, "join");
        const joinedHere = bob.seesMembership(room_id, bob, "join");
        await bob.client.joinRoom(room_id);
        await Promise.all([joined, joinedHere]);
        return room_id;
    });
    await receipts(report, alice, bob, room);
    await scrolling(report, alice, bob, room);
    await finding(report, alice, bob, room);
}

async function receipts(report, alice, bob, room) {
    const reads = async (body, type) => {
        const seen = bob.seesMessage(room, body);
        const { event_id } = await alice.client.sendTextMessage(room, body);
        await bob.client.sendReadReceipt(await seen, type);
        return event_id;
    };
    await report.step("bob's client knows how many messages he has not read", async () => {
        const seen = bob.seesMessage(room, "News");
        const one = (counts) => counts?.total === 1;
        const counted = bob.awaits(RoomEvent.UnreadNotifications, "a count of 1", one, bob.client.getRoom(room));
        await alice.client.sendTextMessage(room, "News");
        await Promise.all([seen, counted]);
        assert.equal(bob.client.getRoom(room).getUnreadNotificationCount(), 1);
    });
    await report.step("alice sees that bob has read her message", async () => {
        const receipt = alice.awaits(RoomEvent.Receipt, "a receipt", (event, { roomId }) =>
            roomId === room && Object.values(event.getContent()).some((types) => types["m.read"]?.[bob.id]));
        const first = await reads("Did you read this?");
        await receipt;
        assert.ok(alice.client.getRoom(room).hasUserReadEvent(bob.id, first));
    });
    await report.step("alice does not see what bob reads privately, but that he is typing", async () => {
        const second = await reads("And this?", ReceiptType.ReadPrivate);
        assert.equal(bob.client.getRoom(room).getEventReadUpTo(bob.id), second);
        const typing = alice.awaits(RoomMemberEvent.Typing, "bob typing", (_, { userId, typing }) =>
            userId === bob.id && typing);
        await bob.client.sendTyping(room, true, 10_000);
        await typing;
        assert.ok(!alice.client.getRoom(room).hasUserReadEvent(bob.id, second));
    });
    await report.step("bob's marker of what he has read comes to his own sync", async () => {
        const last = bob.client.getRoom(room).getLastLiveEvent().getId();
        const marked = bob.awaits(RoomEvent.AccountData, "the marker", (event, { roomId }) =>
            roomId === room && event.getType() === "m.fully_read" && event.getContent().event_id === last);
        await bob.client.setRoomReadMarkers(room, last);
        await marked;
    });
}

async function scrolling(report, alice, bob, room) {
    const numbers = Array.from({ length: MESSAGES }, (_, index) => `Message ${index + 1}`);
    await report.step(`alice sends ${MESSAGES} messages`, async () => {
        for (const body of numbers) {
            await alice.client.sendTextMessage(room, body);
        }
    });
    const device = await bob.logInAgain();
    try {
        await report.step(`a new device of bob scrolls through them, ${WINDOW} at a time in memory`, async (remark) => {
            await device.startSyncing({ initialSyncLimit: 5 });
            const timeline = device.client.getRoom(room).getUnfilteredTimelineSet();
            assert.ok(timeline.getLiveTimeline().getEvents().length <= 5, "the sync brings the last few");
            const window = new TimelineWindow(device.client, timeline, { windowLimit: WINDOW });
            const read = new Set();
            const look = () => window.getEvents().forEach((event) => read.add(event.getContent().body));
            await window.load(undefined, WINDOW);
            look();
            let steps = 0;
            while (await window.paginate(Direction.Backward, WINDOW)) {
                look();
                assert.ok(window.getEvents().length <= WINDOW);
                steps++;
            }
            assert.deepEqual(numbers.filter((body) => !read.has(body)), [], "what was not read");
            assert.equal(window.getEvents()[0].getType(), EventType.RoomCreate, "where history begins");
            remark(`${steps} steps`);
        });
        await report.step("it goes right to one of them, and from there to both sides", async () => {
            const middle = bob.client.getRoom(room).getLiveTimeline().getEvents()
                .find((event) => event.getContent().body === numbers[MESSAGES / 2]);
            const timeline = await device.client.getEventTimeline(
                device.client.getRoom(room).getUnfilteredTimelineSet(), middle.getId());
            const around = timeline.getEvents().map((event) => event.getContent().body);
            assert.ok(around.includes(numbers[MESSAGES / 2 - 1]) && around.includes(numbers[MESSAGES / 2 + 1]));
        });
        await report.step("and to what was said at a time", async () => {
            const first = bob.client.getRoom(room).getLiveTimeline().getEvents()
                .find((event) => event.getContent().body === numbers[0]);
            const found = await device.client.timestampToEvent(room, first.getTs(), Direction.Forward);
            assert.equal(found.origin_server_ts, first.getTs());
        });
    } finally {
        await device.client.logout(true);
    }
}

async function finding(report, alice, bob, room) {
    const term = alice.client.getUserIdLocalpart();
    await report.step("bob finds alice among the users", async () => {
        const { results } = await bob.client.searchUserDirectory({ term });
        assert.deepEqual(results.map((user) => user.user_id), [alice.id]);
    });
    await report.step("and the room among the public ones", async (remark) => {
        const { visibility } = await bob.client.getRoomDirectoryVisibility(room);
        if (visibility !== Visibility.Public) {
            remark("this homeserver does not let everybody publish rooms");
            return;
        }
        const { chunk } = await bob.client.publicRooms({ filter: { generic_search_term: `archive of ${term}` } });
        assert.deepEqual(chunk.map((entry) => entry.room_id), [room]);
        assert.equal(chunk[0].num_joined_members, 2);
    });
}
