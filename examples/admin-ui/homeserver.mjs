// What stands beside the user interface: a few plain requests to the homeserver, to prepare and to check.

import assert from "node:assert/strict";
import { createHmac, randomBytes } from "node:crypto";

const REGISTER = "/_synapse/admin/v1/register";

export class Homeserver {
    #secret;

    constructor(url, secret) {
        this.url = new URL(url).href.replace(/\/$/, "");
        this.#secret = secret;
    }

    /** Registers a user with the shared secret; a few random letters let the same server be used again and again. */
    async register(name, { admin = false } = {}) {
        const username = `${name}-${randomBytes(4).toString("hex")}`;
        const password = randomBytes(16).toString("hex");
        const { nonce } = await this.good("GET", REGISTER);
        const mac = createHmac("sha1", this.#secret)
            .update([nonce, username, password, admin ? "admin" : "notadmin"].join("\0"))
            .digest("hex");
        const session = await this.good("POST", REGISTER, { body: { nonce, username, password, admin, mac } });
        return { id: session.user_id, username, password, token: session.access_token };
    }

    async logIn(userId, password) {
        const identifier = { type: "m.id.user", user: userId };
        return this.ask("POST", "/_matrix/client/v3/login", {
            body: { type: "m.login.password", identifier, password },
        });
    }

    async createRoom(creator, body) {
        return (await this.good("POST", "/_matrix/client/v3/createRoom", { token: creator.token, body })).room_id;
    }

    async displayName(user) {
        return (
            await this.good("GET", `/_matrix/client/v3/profile/${encodeURIComponent(user.id)}`, { token: user.token })
        ).displayname;
    }

    async good(method, path, options) {
        const { status, body } = await this.ask(method, path, options);
        assert.ok(status < 300, `${method} ${path} was refused with ${status}: ${JSON.stringify(body)}`);
        return body;
    }

    async ask(method, path, { token, body } = {}) {
        const headers = { "Content-Type": "application/json", ...(token && { Authorization: `Bearer ${token}` }) };
        const response = await fetch(this.url + path, { method, headers, body: body && JSON.stringify(body) });
        return { status: response.status, body: await response.json() };
    }
}
