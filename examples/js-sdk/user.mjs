// A user with one device: an SDK client, and what its sync shows.

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { ClientEvent, createClient, EventType, MatrixError, SyncState } from "matrix-js-sdk";
import { silentLogger } from "./quiet.mjs";

const LONGEST_WAIT_MS = 30_000;

export class User {
    #password;
    /** The access token for the identity server, once there is one. */
    identityToken;

    constructor(baseUrl, session, password) {
        this.baseUrl = baseUrl;
        this.id = session.user_id;
        this.#password = password;
        this.client = createClient({
            baseUrl,
            userId: session.user_id,
            deviceId: session.device_id,
            accessToken: session.access_token,
            timelineSupport: true,
            identityServer: { getAccessToken: async () => this.identityToken ?? null },
            localTimeoutMs: LONGEST_WAIT_MS,
            logger: silentLogger,
        });
    }

    /** Registers a new user; a few random letters let the same server be used again and again. */
    static async register(baseUrl, name) {
        const anonymous = createClient({ baseUrl, localTimeoutMs: LONGEST_WAIT_MS, logger: silentLogger });
        const account = {
            username: `${name}-${randomBytes(4).toString("hex")}`,
            password: randomBytes(16).toString("hex"),
        };
        // The first request asks what there is to prove; the second proves it, here by the stage that asks for nothing.
        const challenge = await refused(anonymous.registerRequest(account), 401);
        const dummy = "m.login.dummy";
        assert.ok(
            challenge.data.flows?.some((flow) => flow.stages.length === 1 && flow.stages[0] === dummy),
            `The server does not let anybody register (no flow of ${dummy} alone): ${JSON.stringify(challenge.data)}`,
        );
        const auth = { type: dummy, session: challenge.data.session };
        return new User(baseUrl, await anonymous.registerRequest({ ...account, auth }), account.password);
    }

    /** Logs in once more: the same user with a device that knows nothing yet. */
    async logInAgain() {
        const anonymous = createClient({ baseUrl: this.baseUrl, localTimeoutMs: LONGEST_WAIT_MS, logger: silentLogger });
        const session = await anonymous.loginRequest({
            type: "m.login.password",
            identifier: { type: "m.id.user", user: this.id },
            password: this.#password,
        });
        return new User(this.baseUrl, session, this.#password);
    }

    /** What proves to a homeserver that it is this user who asks, once it has opened a session for that. */
    proof(session, password = this.#password) {
        return { type: "m.login.password", session, identifier: { type: "m.id.user", user: this.id }, password };
    }

    /** Starts the sync and waits for its first answer. */
    async startSyncing(options) {
        const synced = this.awaits(ClientEvent.Sync, "a first sync", (state) => state === SyncState.Prepared);
        await this.client.startClient({ initialSyncLimit: 20, ...options });
        await synced;
    }

    /** Waits until the sync shows a room that it has not shown before. */
    seesNewRoom() {
        return this.awaits(ClientEvent.Room, "a new room", () => true);
    }

    /**
     * Waits for an event in this user's sync. Call it *before* the request that causes the event, and await it after: what
     * came earlier does not count.
     */
    sees(roomId, what, matches) {
        return this.awaits(
            ClientEvent.Event, what, (event) => event.getRoomId() === roomId && matches(event));
    }

    seesMessage(roomId, body) {
        return this.sees(roomId, `the message "${body}"`,
            (event) => event.getType() === EventType.RoomMessage && event.getContent().body === body);
    }

    /** Waits until this user's sync shows somebody's membership of a room, as `sender` has made it. */
    seesMembership(roomId, target, membership, sender = target) {
        return this.sees(roomId, `${target.id} with membership ${membership}`, (event) =>
            event.getType() === EventType.RoomMember && event.getStateKey() === target.id
                && event.getContent().membership === membership && event.getSender() === sender.id);
    }

    /** What the SDK of this user holds to be somebody's membership of a room, after all it has seen. */
    membershipOf(target, roomId) {
        return this.client.getRoom(roomId)?.getMember(target.id)?.membership;
    }

    /** Waits for anything the SDK tells of, the client or one of its objects; `matches` is given what listeners are. */
    awaits(name, what, matches, emitter = this.client) {
        const seen = new Promise((resolve, reject) => {
            const listener = (...values) => {
                if (matches(...values)) {
                    finish(resolve, values[0]);
                }
            };
            const finish = (settle, outcome) => {
                clearTimeout(timeout);
                emitter.off(name, listener);
                settle(outcome);
            };
            const complaint = new Error(`The sync of ${this.id} did not show ${what} within ${LONGEST_WAIT_MS / 1000} s`);
            const timeout = setTimeout(() => finish(reject, complaint), LONGEST_WAIT_MS);
            emitter.on(name, listener);
        });
        // Nobody may be waiting any more when it fails, because the request itself was refused.
        seen.catch(() => {});
        return seen;
    }
}

/** Expects that a request is refused with an error of Matrix, and returns the error. */
export async function refused(request, httpStatus, errcode) {
    const error = await request.then(
        () => assert.fail(`A request was granted that has to be refused with ${httpStatus}`), (reason) => reason);
    if (!(error instanceof MatrixError)) {
        throw error;
    }
    assert.equal(error.httpStatus, httpStatus, error.message);
    if (errcode) {
        assert.equal(error.errcode, errcode, error.message);
        assert.ok(error.data.error?.length > 0, "An error has to say in words what is wrong");
    }
    return error;
}
