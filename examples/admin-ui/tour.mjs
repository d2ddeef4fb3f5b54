// What an administrator does with the user interface, page by page, each change checked on the homeserver.

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";

export async function tour(report, browser, uiUrl, homeserver) {
    const { page } = browser;
    const admin = await homeserver.register("admin", { admin: true });
    const alice = await homeserver.register("alice");
    const bob = await homeserver.register("bob");
    const hall = `Hall ${randomBytes(4).toString("hex")}`;
    const roomId = await homeserver.createRoom(alice, {
        preset: "private_chat",
        name: hall,
        topic: "Who comes in?",
        invite: [bob.id],
    });
    await homeserver.good("POST", `/_matrix/client/v3/join/${encodeURIComponent(roomId)}`, {
        token: bob.token,
        body: {},
    });

    const open = async (path) => {
        const answer = await page.goto(uiUrl + path);
        assert.equal(answer.status(), 200, `the status of ${path}`);
    };
    const logIn = async (user, password = user.password) => {
        await open("/login");
        await page.fill("#matrix_server", homeserver.url);
        await page.fill("#username", user.id);
        await page.fill("#password", password);
        await page.click("button[type=submit]");
    };
    const card = (text) => page.locator(".card", { hasText: text }).filter({ has: page.locator(".card-footer") });
    const search = async (path, term) => open(`${path}?search=${encodeURIComponent(term)}`);

    await report.step("a wrong password is refused", async () => {
        await logIn(admin, "not the password");
        await page.locator(".alert-danger").waitFor();
        await browser.picture("refused");
    });
    await report.step("the administrator logs in and sees the homeserver's figures", async (remark) => {
        await logIn(admin);
        await page.waitForURL("**/dashboard");
        const figure = async (title) =>
            Number(await page.locator(".card-status", { hasText: title }).locator("h3").first().textContent());
        const [users, rooms] = [await figure("Total Users"), await figure("Total Rooms")];
        assert.ok(users >= 3 && rooms >= 1, `${users} users, ${rooms} rooms`);
        remark(`${users} users, ${rooms} rooms`);
        await browser.picture("dashboard");
    });
    await report.step("the list of users", async () => {
        await open("/users?limit=100");
        for (const user of [admin, alice, bob]) {
            await card(user.id).waitFor();
        }
        await browser.picture("users");
    });
    await report.step("a search finds alice alone", async () => {
        await search("/users", alice.username);
        await card(alice.id).waitFor();
        assert.equal(await page.locator(".users-grid > .card").count(), 1, "the users found");
        await browser.picture("users-found");
    });
    await report.step("alice's page: a new name, which the homeserver has at once", async () => {
        await card(alice.id).locator(`a[href*="/edit"]`).first().click();
        await page.locator(`input[value="${alice.id}"]`).waitFor();
        await page.fill("#displayname", "Alice Liddell");
        await browser.picture("user");
        await page.click("form button[type=submit]");
        await page.locator(".alert-success").waitFor();
        assert.equal(await homeserver.displayName(alice), "Alice Liddell");
    });
    await report.step("a new user, who can log in", async () => {
        const id = alice.id.replace("alice", "carol");
        await open("/users/create");
        await page.fill("#username", id);
        await page.fill("#displayname", "Carol");
        await page.fill("#password", "a password for tests");
        await page.click("form button[type=submit]");
        await page.locator(".alert-success").waitFor();
        assert.equal((await homeserver.logIn(id, "a password for tests")).status, 200, "the answer to her login");
    });
    await report.step("the list of rooms", async () => {
        await open("/rooms?limit=100");
        await card(hall).waitFor();
        await browser.picture("rooms");
    });
    await report.step("a search finds the room alone, with its creator", async () => {
        await search("/rooms", hall);
        await card(hall).locator(".creator-link", { hasText: alice.id }).waitFor();
        assert.equal(await page.locator(".rooms-grid > .card").count(), 1, "the rooms found");
    });
    await report.step("the room's page", async () => {
        await open(`/rooms/${encodeURIComponent(roomId)}/edit`);
        assert.equal(await page.inputValue("#name"), hall, "the name");
        assert.equal(await page.inputValue("#topic"), "Who comes in?", "the topic");
        await browser.picture("room");
    });
    await report.step("the room's details, members and state, as the page's scripts ask for them", async () => {
        await open("/rooms");
        const ask = (what) => page.evaluate(askUserInterface, [`/api/rooms/${what}`, { room_id: roomId }]);
        assert.equal((await ask("details")).room.joined_members, 2, "the joined members");
        assert.deepEqual((await ask("members")).members.sort(), [alice.id, bob.id].sort(), "the members");
        const types = (await ask("state_events")).events.state.map((event) => event.type);
        assert.ok(types.includes("m.room.create") && types.includes("m.room.name"), `the state has only ${types}`);
    });
    await report.step("the room is deleted: everybody is out, and nobody comes in again", async () => {
        const answer = await page.evaluate(askUserInterface, ["/api/rooms/delete", { room_id: roomId }]);
        assert.deepEqual(answer, { success: true });
        const left = await homeserver.good("GET", "/_matrix/client/v3/joined_rooms", { token: bob.token });
        assert.deepEqual(left.joined_rooms, [], "bob's rooms");
        const join = `/_matrix/client/v3/join/${encodeURIComponent(roomId)}`;
        assert.equal((await homeserver.ask("POST", join, { token: bob.token, body: {} })).status, 403, "bob's join");
        await search("/rooms", hall);
        await page.locator(".empty-state").waitFor();
        await browser.picture("rooms-without-it");
    });
    await report.step("alice, who is no administrator, gets in but not to the users", async () => {
        // Last, as the user interface would go on with her token for everybody.
        await browser.forget();
        await logIn(alice);
        await page.waitForURL("**/dashboard");
        await page.goto(`${uiUrl}/users`);
        assert.equal(new URL(page.url()).pathname, "/dashboard", "where she ended");
    });
}

// Runs in the page, with its session.
async function askUserInterface([path, body]) {
    const headers = { "Content-Type": "application/json" };
    return (await fetch(path, { method: "POST", headers, body: JSON.stringify(body) })).json();
}
