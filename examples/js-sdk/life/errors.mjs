// How the SDK reports what a homeserver refuses: status, code, words, and what else the answer says.

import assert from "node:assert/strict";
import { createClient, EventType, Method, Preset } from "matrix-js-sdk";
import { refused } from "../user.mjs";
import { silentLogger } from "../quiet.mjs";

export async function errorsLife(report, alice, bob) {
    const { client } = bob;
    const anonymous = createClient({ baseUrl: bob.baseUrl, logger: silentLogger });
    const { room_id } = await client.createRoom({ preset: Preset.PrivateChat });
    const { room_id: foreign } = await alice.client.createRoom({ preset: Preset.PrivateChat });
    const alias = `taken-${client.getUserIdLocalpart()}`;
    const taken = `#${alias}:${client.getDomain()}`;
    await client.createAlias(taken, room_id);

    const localpart = client.getUserIdLocalpart();
    const longTopic = { topic: "x".repeat(70_000) };

    const refusals = [
        ["no token", 401, "M_MISSING_TOKEN", () => anonymous.whoami()],
        ["a room of somebody else", 403, "M_FORBIDDEN", () => client.roomState(foreign)],
        ["an alias that no room has", 404, "M_NOT_FOUND", () => client.getRoomIdForAlias(`#not-${taken.slice(1)}`)],
        ["an alias that is taken", 409, "M_UNKNOWN", () => client.createAlias(taken, room_id)],
        ["a room with that alias", 400, "M_ROOM_IN_USE", () => client.createRoom({ room_alias_name: alias })],
        ["a room of no version", 400, "M_UNSUPPORTED_ROOM_VERSION", () => client.createRoom({ room_version: "none" })],
        ["state that is not there", 404, "M_NOT_FOUND", () => client.getStateEvent(room_id, EventType.RoomTopic, "")],
        ["an event that is not there", 404, "M_NOT_FOUND", () => client.fetchRoomEvent(room_id, "$nothing")],
        ["an invite of no user ID", 400, "M_INVALID_PARAM", () => client.invite(room_id, "somebody")],
        ["a name that is taken", 400, "M_USER_IN_USE", () => anonymous.registerRequest({ username: localpart })],
        ["too large an event", 413, "M_TOO_LARGE", () => client.sendStateEvent(room_id, EventType.RoomTopic, longTopic)],
        ["no endpoint", 404, "M_UNRECOGNIZED", () => client.http.authedRequest(Method.Get, "/no/such/endpoint")],
    ];
    for (const [what, httpStatus, errcode, request] of refusals) {
        await report.step(`an error object for ${what}: ${httpStatus} ${errcode}`, async (remark) => {
            const error = await refused(request(), httpStatus, errcode);
            assert.equal(error.name, errcode);
            assert.ok(error.url.startsWith(bob.baseUrl), error.url);
            assert.equal(error.data.errcode, errcode);
            assert.equal(error.isRateLimitError(), false);
            remark(error.data.error);
        });
    }
    await report.step("an error object that says what is to be proved first", async () => {
        const device = await bob.logInAgain();
        const id = device.client.getDeviceId();
        const challenge = await refused(client.deleteDevice(id), 401);
        assert.ok(challenge.data.flows.some(({ stages }) => stages.includes("m.login.password")));
        const { session } = challenge.data;
        const wrong = await refused(client.deleteDevice(id, bob.proof(session, "wrong")), 401, "M_FORBIDDEN");
        assert.equal(wrong.data.session, session, "one may try again");
        await client.deleteDevice(id, bob.proof(session));
        await refused(device.client.whoami(), 401, "M_UNKNOWN_TOKEN");
    });
}
