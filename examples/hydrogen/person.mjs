// Somebody without a client: plain requests, and a long poll to see what comes.

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";

const LONGEST_WAIT_MS = 60_000;

export class Person {
    #since;

    constructor(homeserver, session, password) {
        this.homeserver = homeserver;
        this.id = session.user_id;
        this.username = session.user_id.slice(1, session.user_id.indexOf(":"));
        this.password = password;
        this.token = session.access_token;
    }

    /** Registers a new user; a few random letters let the same server be used again and again. */
    static async register(homeserver, name) {
        const password = randomBytes(16).toString("hex");
        const account = { username: `${name}-${randomBytes(4).toString("hex")}`, password };
        const registering = new Person(homeserver, { user_id: `@${name}:` });
        // The first request asks what there is to prove; the second proves it, here by the stage that asks for nothing.
        const challenge = await registering.ask("POST", "/register", account);
        assert.equal(challenge.status, 401, `Nobody can register here: ${JSON.stringify(challenge.body)}`);
        const auth = { type: "m.login.dummy", session: challenge.body.session };
        return new Person(homeserver, await registering.good("POST", "/register", { ...account, auth }), password);
    }

    async isCalled(displayname) {
        await this.good("PUT", `/profile/${encodeURIComponent(this.id)}/displayname`, { displayname });
    }

    async createRoom(content) {
        return (await this.good("POST", "/createRoom", content)).room_id;
    }

    async say(roomId, body) {
        return this.send(roomId, "m.room.message", { msgtype: "m.text", body });
    }

    async send(roomId, type, content) {
        const path = `${room(roomId)}/send/${type}/${randomBytes(8).toString("hex")}`;
        return (await this.good("PUT", path, content)).event_id;
    }

    /** Invites, kicks, bans or unbans somebody. */
    async moderates(roomId, action, user, reason) {
        await this.good("POST", `${room(roomId)}/${action}`, { user_id: user.id, reason });
    }

    async devices() {
        return (await this.good("GET", "/devices")).devices;
    }

    /** From here on: what came earlier does not count for `sees`. */
    async startsWatching() {
        this.#since = (await this.good("GET", "/sync")).next_batch;
    }

    /** Waits for an event of a room's timeline, or of its `ephemeral` part. */
    async sees(roomId, what, matches, part = "timeline") {
        const deadline = Date.now() + LONGEST_WAIT_MS;
        while (Date.now() < deadline) {
            const answer = await this.good("GET", `/sync?since=${this.#since}&timeout=2000`);
            this.#since = answer.next_batch;
            const event = answer.rooms?.join?.[roomId]?.[part]?.events.find(matches);
            if (event) {
                return event;
            }
        }
        return assert.fail(`The sync of ${this.id} did not show ${what} within ${LONGEST_WAIT_MS / 1000} s`);
    }

    async good(method, path, body) {
        const { status, body: answer } = await this.ask(method, path, body);
        assert.ok(status < 300, `${method} ${path} was refused with ${status}: ${JSON.stringify(answer)}`);
        return answer;
    }

    async ask(method, path, body) {
        const headers = { "Content-Type": "application/json" };
        if (this.token) {
            headers.Authorization = `Bearer ${this.token}`;
        }
        const url = `${this.homeserver}/_matrix/client/v3${path}`;
        const response = await fetch(url, { method, headers, body: body && JSON.stringify(body) });
        return { status: response.status, body: await response.json() };
    }
}

function room(roomId) {
    return `/rooms/${encodeURIComponent(roomId)}`;
}
