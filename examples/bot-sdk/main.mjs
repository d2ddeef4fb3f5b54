// The command line: which homeserver to talk to, and how it ended.

import { parseArgs } from "node:util";
import sdk from "matrix-bot-sdk";
import { Report } from "../shared/report.mjs";
import { life } from "./life.mjs";

const USAGE = `Usage: ./run [URL]      against a running homeserver, by default http://127.0.0.1:8008
       ./run --start    against a Vestibule on a free port, in memory, stopped at the end (must come first)`;

const LONGEST_RUN_MS = 120_000;

// The SDK logs every refusal; here some are expected.
sdk.LogService.setLogger({ trace() {}, debug() {}, info() {}, warn() {}, error() {} });

const url = urlOfCommandLine();
const report = new Report();
setTimeout(() => end(new Error(`No end after ${LONGEST_RUN_MS / 1000} s`)), LONGEST_RUN_MS);
await life(report, url).then(() => end(), end);

// Not left to the event loop: a client that was told to stop still waits for its last sync.
function end(failure) {
    if (failure) {
        report.fail(failure);
    }
    process.exit(report.end());
}

function urlOfCommandLine() {
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
            throw new Error("Give one URL, or --start");
        }
        return new URL(positionals[0] ?? process.env.HOMESERVER_URL ?? "http://127.0.0.1:8008").href.replace(/\/$/, "");
    } catch (badArguments) {
        console.error(`${badArguments.message}\n${USAGE}`);
        process.exit(2);
    }
}
