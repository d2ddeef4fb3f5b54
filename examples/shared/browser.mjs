// A headless Chromium with one page, and pictures of what it shows.

import { mkdir, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const LONGEST_WAIT_MS = 60_000;

// Nothing of the browser's own asks the network; as root it cannot start with its sandbox.
const FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
];

export class Browser {
    #browser;
    #screenshots;
    #pictures = 0;

    constructor(browser, page, screenshots) {
        this.#browser = browser;
        this.#screenshots = screenshots;
        this.page = page;
    }

    /**
     * Starts the Chromium that the variable CHROMIUM names, with the example's own playwright-core. Pictures go to
     * target/screenshots in the example's folder, which is emptied.
     */
    static async start(chromium, example, remark) {
        const executablePath = process.env.CHROMIUM;
        const screenshots = fileURLToPath(new URL("target/screenshots/", example));
        await rm(screenshots, { recursive: true, force: true });
        await mkdir(screenshots, { recursive: true });
        const browser = await chromium.launch({ executablePath, args: FLAGS });
        remark(`Chromium ${browser.version()}`);
        const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
        page.setDefaultTimeout(LONGEST_WAIT_MS);
        return new Browser(browser, page, screenshots);
    }

    /** Forgets who is logged in. */
    async forget() {
        await this.page.context().clearCookies();
    }

    /** Takes a picture of the page, animations ended. */
    async picture(name) {
        this.#pictures++;
        const path = `${this.#screenshots}${String(this.#pictures).padStart(2, "0")}-${name}.png`;
        await this.page.screenshot({ path, fullPage: true, animations: "disabled" });
    }

    async stop(failure) {
        if (failure) {
            await this.picture("failure").catch(() => {});
        }
        await this.#browser.close();
    }
}
