// A homeserver that says "slow down": the SDK keeps messages until it may send them. For what else it asks, an error says
// how long to wait.

import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import { Preset } from "matrix-js-sdk";
import { refused } from "../user.mjs";

// A few more than limits.yaml lets through at once.
const MESSAGES = 85;
const SEARCHES = 10;

export async function limitsLife(report, alice, register) {
    const grace = await report.step("grace registers, who is in a hurry", () => register("grace"));
    const { room_id } = await grace.client.createRoom({ preset: Preset.PublicChat });
    await alice.client.joinRoom(room_id);
    await report.step(`alice sees ${MESSAGES} messages that grace sends at once: all, in order`, async (remark) => {
        const bodies = Array.from({ length: MESSAGES }, (_, index) => `Hurry ${index + 1}`);
        const got = [];
        const all = alice.sees(room_id, "all the messages", (event) => {
            if (bodies.includes(event.getContent().body)) {
                got.push(event.getContent().body);
            }
            return got.length === bodies.length;
        });
        const began = Date.now();
        await Promise.all(bodies.map((body) => grace.client.sendTextMessage(room_id, body)));
        await all;
        assert.deepEqual(got, bodies);
        remark(`${Date.now() - began} ms`);
    });
    await report.step("of ten searches at once some are refused, and the error says how long to wait", async (remark) => {
        const search = () => grace.client.searchUserDirectory({ term: "alice" });
        const answers = await Promise.allSettled(Array.from({ length: SEARCHES }, search));
        const refusal = answers.find(({ status }) => status === "rejected");
        assert.ok(refusal, "no search was refused");
        const error = await refused(Promise.reject(refusal.reason), 429, "M_LIMIT_EXCEEDED");
        assert.ok(error.isRateLimitError());
        assert.ok(error.data.retry_after_ms > 0);
        const wait = error.getRetryAfterMs();
        assert.ok(wait > 0 && wait < 60_000, `${wait} ms`);
        await setTimeout(wait);
        await search();
        remark(`${wait} ms; ${error.data.error}`);
    });
}
