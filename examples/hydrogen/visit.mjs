// What bob does in Hydrogen and what he sees there, while alice, who needs no browser, invites, talks and kicks.

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { Hydrogen } from "./hydrogen.mjs";
import { Person } from "./person.mjs";

export async function visit(report, browser, pageUrl, homeserver) {
    const hydrogen = new Hydrogen(browser, homeserver);
    const alice = await Person.register(homeserver, "alice");
    const bob = await Person.register(homeserver, "bob");
    await alice.isCalled("Alice");
    await bob.isCalled("Bob");
    await alice.startsWatching();

    await logIn(report, browser, hydrogen, bob, pageUrl);
    const hall = await alice.createRoom({ name: "Hall", topic: "Who comes in?", preset: "private_chat" });
    await arrival(report, browser, hydrogen, alice, bob, hall);
    await talk(report, browser, hydrogen, alice, bob, hall);
    await departures(report, browser, hydrogen, alice, bob, hall);
    await openDoor(report, browser, hydrogen, alice, bob);
    await logOut(report, browser, hydrogen, bob);
    await report.step("nothing failed in the page, and the homeserver refused what it had to, no more", () =>
        assert.deepEqual(hydrogen.failures, ["POST /login: 403", "GET /dehydrated_device: 404"]),
    );
}

async function logIn(report, browser, { page }, bob, pageUrl) {
    await report.step("a wrong password is refused", async () => {
        await page.goto(`${pageUrl}/?homeserver=${encodeURIComponent(bob.homeserver)}`);
        await page.fill("#username", bob.username);
        await page.fill("#password", "not the password");
        await page.click("button[type=submit]");
        await page.getByText("Your username and/or password don't seem to be correct.").waitFor();
        await browser.picture("refused");
    });
    await report.step("bob logs in, and is in no room", async () => {
        await page.fill("#password", bob.password);
        await page.click("button[type=submit]");
        await page.locator(".LeftPanel").waitFor();
        await page.locator(".SessionStatusView").waitFor({ state: "hidden" });
        assert.equal(await page.locator(".RoomList li").count(), 0, "the rooms and invites");
        await browser.picture("logged-in");
    });
}

async function arrival(report, browser, hydrogen, alice, bob, hall) {
    const { page } = hydrogen;
    await alice.say(hall, "Nobody here yet");
    await report.step("bob sees alice's invite", async () => {
        await alice.moderates(hall, "invite", bob);
        await hydrogen.room("Hall").click();
        await page.locator(".InviteView_inviter", { hasText: `${alice.id}) invited you.` }).waitFor();
        assert.equal(await page.locator(".InviteView_roomProfile h3").textContent(), "Hall", "the room's name");
        await browser.picture("invited");
    });
    await report.step("bob accepts, and reads what was said before", async () => {
        await page.getByRole("button", { name: "Accept" }).click();
        await alice.sees(hall, "bob's join", isMembership(bob, "join"));
        await page.locator("textarea").waitFor();
        await hydrogen.message("Nobody here yet").waitFor();
        await browser.picture("joined");
    });
}

async function talk(report, browser, hydrogen, alice, bob, hall) {
    const { page } = hydrogen;
    await report.step("bob reads alice's message", async () => {
        await alice.say(hall, "Hello bob, come in");
        await hydrogen.message("Hello bob, come in").waitFor();
    });
    await report.step("alice sees bob's answer", async () => {
        await page.fill("textarea", "Hello alice, nice hall");
        await page.keyboard.press("Enter");
        const answer = await alice.sees(hall, "bob's message", (event) => event.content.body === "Hello alice, nice hall");
        assert.equal(answer.sender, bob.id);
        // Drawn at once, and sent when it has got the ID of its event.
        await page.locator(`.own[data-event-id="${answer.event_id}"]:not(.unsent)`).waitFor();
        await alice.send(hall, "m.reaction", {
            "m.relates_to": { rel_type: "m.annotation", event_id: answer.event_id, key: "♥" },
        });
        await page.locator(".Timeline_messageReactions button", { hasText: "♥ 1" }).waitFor();
        await browser.picture("talked");
    });
    await report.step("bob sees that there is a message elsewhere, and alice that he has read it", async () => {
        await page.locator(".LeftPanel .settings").click();
        await page.locator(".Settings").waitFor();
        const said = await alice.say(hall, "Are you still there?");
        // Some homeservers count the message that bob has answered, too.
        await hydrogen.room("Hall").locator(".badge", { hasText: /^[12]$/ }).waitFor();
        await browser.picture("unread");
        await hydrogen.room("Hall").click();
        await hydrogen.message("Are you still there?").waitFor();
        await alice.sees(hall, "bob's receipt", (event) => event.content[said]?.["m.read"]?.[bob.id], "ephemeral");
        await hydrogen.room("Hall").locator(".badge").waitFor({ state: "hidden" });
    });
    await report.step("bob sees who is there", async () => {
        await hydrogen.choose(".room-options", "Room details");
        await page.locator(".RoomDetailsView_row", { hasText: "People" }).click();
        await page.locator(".MemberTileView").nth(1).waitFor();
        const names = await page.locator(".MemberTileView_name").allTextContents();
        assert.deepEqual(names.sort(), ["Alice", "Bob"]);
        await browser.picture("members");
        await page.locator(".RightPanelView .close").click();
    });
    await report.step("bob loads the page again, and goes on where he was", async () => {
        await page.reload();
        await hydrogen.message("Hello alice, nice hall").waitFor();
        await alice.say(hall, "Welcome back");
        await hydrogen.message("Welcome back").waitFor();
        await browser.picture("reloaded");
    });
}

async function departures(report, browser, hydrogen, alice, bob, hall) {
    const { page } = hydrogen;
    await report.step("bob sees himself kicked", async (remark) => {
        await alice.moderates(hall, "kick", bob, "Too loud");
        remark(await hydrogen.seesThatItIsOver(/^You were kicked from the room by .+ because: Too loud$/));
        await browser.picture("kicked");
    });
    await report.step("bob rejects the next invite", async () => {
        await alice.moderates(hall, "invite", bob);
        await hydrogen.room("Hall").click();
        await page.getByRole("button", { name: "Reject" }).click();
        await alice.sees(hall, "bob's rejection", isMembership(bob, "leave"));
        await hydrogen.room("Hall").waitFor({ state: "detached" });
    });
    await report.step("bob accepts the one after, and sees himself banned", async (remark) => {
        await alice.moderates(hall, "invite", bob);
        await hydrogen.room("Hall").click();
        await page.getByRole("button", { name: "Accept" }).click();
        await page.locator("textarea").waitFor();
        await alice.moderates(hall, "ban", bob, "Much too loud");
        remark(await hydrogen.seesThatItIsOver(/^You were banned from the room by .+ because: Much too loud$/));
        await browser.picture("banned");
    });
}

async function openDoor(report, browser, hydrogen, alice, bob) {
    const { page } = hydrogen;
    const alias = `garden-${randomBytes(4).toString("hex")}`;
    const garden = await alice.createRoom({ name: "Garden", preset: "public_chat", room_alias_name: alias });
    await report.step("bob joins a public room by its alias", async (remark) => {
        const whole = `#${alias}${alice.id.slice(alice.id.indexOf(":"))}`;
        await hydrogen.choose(".create", "Join Room");
        await page.fill(".JoinRoomView input", whole);
        await page.getByRole("button", { name: "Join" }).click();
        await alice.sees(garden, "bob's join", isMembership(bob, "join"));
        // Hydrogen tells of newcomers by what they were called in the room before they came.
        await hydrogen.announcement(`${bob.id} joined the room`).waitFor();
        remark(whole);
        await browser.picture("by-alias");
    });
    await report.step("bob leaves it", async () => {
        page.once("dialog", (question) => question.accept());
        await hydrogen.choose(".room-options", "Leave room");
        await alice.sees(garden, "bob's leave", isMembership(bob, "leave"));
        await hydrogen.room("Garden").waitFor({ state: "detached" });
        await browser.picture("left");
    });
}

async function logOut(report, browser, { page }, bob) {
    await report.step("bob logs out, and his device is gone", async () => {
        assert.equal((await bob.devices()).length, 2, "the devices of bob, one of them Hydrogen");
        await page.locator(".LeftPanel .settings").click();
        await page.getByRole("button", { name: "Log out" }).click();
        await page.locator(".LogoutScreen .destructive").click();
        await page.locator(".LogoutScreen").waitFor({ state: "detached" });
        await page.locator(".PreSessionScreen").waitFor();
        assert.equal((await bob.devices()).length, 1, "the devices of bob, Hydrogen gone");
        await browser.picture("logged-out");
    });
}

function isMembership(user, membership) {
    return (event) =>
        event.type === "m.room.member" && event.state_key === user.id && event.content.membership === membership;
}
