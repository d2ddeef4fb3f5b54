// What the steps look for in the page, in one place: the names of its classes are Hydrogen's.

import assert from "node:assert/strict";

export class Hydrogen {
    /** What went wrong so far: errors of the page's scripts, and requests that the homeserver refused. */
    failures = [];

    constructor({ page }, homeserver) {
        this.page = page;
        page.on("pageerror", (error) => this.failures.push(String(error)));
        page.on("response", (response) => {
            if (response.url().startsWith(`${homeserver}/_matrix/`) && response.status() >= 400) {
                const path = new URL(response.url()).pathname.replace(/^\/_matrix\/client\/(unstable\/)?[^/]+/, "");
                this.failures.push(`${response.request().method()} ${path}: ${response.status()}`);
            }
        });
    }

    /** A room or an invite in the list on the left. */
    room(name) {
        return this.page.locator(".RoomList li", { hasText: name });
    }

    message(text) {
        return this.page.locator(".Timeline_messageBody", { hasText: text });
    }

    announcement(text) {
        return this.page.locator(".AnnouncementView", { hasText: text });
    }

    /** Opens a menu and chooses an entry. */
    async choose(button, entry) {
        await this.page.locator(button).click();
        await this.page.locator(".menu-item", { hasText: entry }).click();
    }

    /** Waits for words like these where a message could be written before, and returns them. */
    async seesThatItIsOver(words) {
        const end = this.page.locator(".DisabledComposerView h3").filter({ hasText: words });
        await end.waitFor();
        assert.equal(await this.page.locator("textarea").count(), 0, "the fields to write in");
        return end.textContent();
    }
}
