// The command line: which homeserver to use, and how it ended.

import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { Browser } from "../shared/browser.mjs";
import { Report } from "../shared/report.mjs";
import { servePage } from "./serve.mjs";
import { visit } from "./visit.mjs";

const USAGE = `Usage: ./run [URL]      against a running homeserver, by default http://127.0.0.1:8008
       ./run --start    against a Vestibule on a free port, in memory, stopped at the end (must come first)`;

const LONGEST_RUN_MS = 300_000;

const homeserver = homeserverOfCommandLine();
const report = new Report();
const running = [];
setTimeout(() => end(new Error(`No end after ${LONGEST_RUN_MS / 1000} s`)), LONGEST_RUN_MS);
try {
    const page = await report.step("the page is put together and served", () => servePage());
    running.push(page);
    const browser = await report.step("the browser starts", (remark) => Browser.start(chromium, import.meta.url, remark));
    running.push(browser);
    await visit(report, browser, page.url, homeserver);
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
            options: { help: { type: "boolean", short: "h" } },
        });
        if (values.help) {
            console.log(USAGE);
            process.exit(0);
        }
        if (positionals.length > 1) {
            throw new Error("Give one URL");
        }
        return new URL(positionals[0] ?? process.env.HOMESERVER_URL ?? "http://127.0.0.1:8008").href.replace(/\/$/, "");
    } catch (badArguments) {
        console.error(`${badArguments.message}\n${USAGE}`);
        process.exit(2);
    }
}
