// An invite for an e-mail address that is nobody's yet: the identity server keeps it until somebody owns the address.
// Vestibule brings one along (--identity-server on); its hook `bind` stands for the link in a mail.

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { Preset } from "matrix-js-sdk";

export async function byAddressLife(report, alice, bob) {
    const identityServer = await bundledIdentityServer(alice.baseUrl);
    if (!identityServer) {
        return;
    }
    const address = `bob-${randomBytes(4).toString("hex")}@example.com`;
    await report.step("alice makes herself known to the identity server", async () => {
        alice.client.setIdentityServerUrl(identityServer);
        const { token } = await alice.client.registerWithIdentityServer(await alice.client.getOpenIdToken());
        assert.ok(token);
        alice.identityToken = token;
    });
    const room = await report.step("alice invites an e-mail address", async () => {
        const { room_id } = await alice.client.createRoom({ name: "Porch", preset: Preset.PrivateChat });
        await alice.client.inviteByEmail(room_id, address);
        const state = await alice.client.roomState(room_id);
        const waiting = state.filter((event) => event.type === "m.room.third_party_invite");
        assert.equal(waiting.length, 1);
        assert.ok(!JSON.stringify(waiting).includes(address), "the room does not tell the address");
        return room_id;
    });
    await report.step("the address turns out to be bob's, and bob sees that he is invited", async () => {
        const invited = bob.seesMembership(room, bob, "invite", alice);
        const response = await fetch(new URL("/_vestibule/identity/bind", identityServer), {
            method: "POST",
            body: JSON.stringify({ medium: "email", address, mxid: bob.id }),
        });
        assert.deepEqual(await response.json(), { invites: 1 });
        await invited;
    });
    await report.step("alice sees bob join", async () => {
        const joined = alice.seesMembership(room, bob, "join");
        await bob.client.joinRoom(room);
        await joined;
    });
}

/** Empty for homeservers that bring none, or none with hooks for tests. */
async function bundledIdentityServer(homeserver) {
    const response = await fetch(new URL("/.well-known/matrix/client", homeserver));
    if (!response.ok) {
        return undefined;
    }
    const url = (await response.json())["m.identity_server"]?.base_url;
    return url && new URL(url).host === new URL(homeserver).host ? url : undefined;
}
