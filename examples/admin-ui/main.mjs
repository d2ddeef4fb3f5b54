// The command line: which homeserver to administer, and how it ended.

import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { Browser } from "../shared/browser.mjs";
import { Report } from "../shared/report.mjs";
import { Homeserver } from "./homeserver.mjs";
import { tour } from "./tour.mjs";
import { startUserInterface } from "./ui.mjs";

const USAGE = `Usage: ./run [URL] --secret SECRET   against a running homeserver, by default http://127.0.0.1:8008;
                                    the secret makes the first administrator, by shared-secret registration
       ./run --start                against a Vestibule on a free port, in memory, stopped at the end`;

const LONGEST_RUN_MS = 120_000;

const homeserver = homeserverOfCommandLine();
const report = new Report();
const running = [];
setTimeout(() => end(new Error(`No end after ${LONGEST_RUN_MS / 1000} s`)), LONGEST_RUN_MS);
try {
    const ui = await report.step("the user interface starts", () => startUserInterface(homeserver.url));
    running.push(ui);
    const browser = await report.step("the browser starts", (remark) => Browser.start(chromium, import.meta.url, remark));
    running.push(browser);
    await tour(report, browser, ui.url, homeserver);
    await end();
} catch (failure) {
    await end(failure);
}

async function end(failure) {
    if (failure) {
        report.fail(failure);
    }
    for (const each of running.reverse()) {
        await each.stop(failure);
    }
    process.exit(report.end());
}

function homeserverOfCommandLine() {
    try {
        const { values, positionals } = parseArgs({
            allowPositionals: true,
            options: { secret: { type: "string" }, help: { type: "boolean", short: "h" } },
        });
        if (values.help) {
            console.log(USAGE);
            process.exit(0);
        }
        const secret = values.secret ?? process.env.HOMESERVER_SECRET;
        if (positionals.length > 1 || !secret) {
            throw new Error("Give one URL and --secret, or --start, which must come first");
        }
        return new Homeserver(positionals[0] ?? process.env.HOMESERVER_URL ?? "http://127.0.0.1:8008", secret);
    } catch (badArguments) {
        console.error(`${badArguments.message}\n${USAGE}`);
        process.exit(2);
    }
}
