// The command line: which homeserver to talk to, and how it ended.

// First of all: the SDK binds some of its logging when it is loaded.
import "./quiet.mjs";

import { parseArgs } from "node:util";
import { createClient } from "matrix-js-sdk";
import { membershipLife } from "./life/membership.mjs";
import { byAddressLife } from "./life/by-address.mjs";
import { errorsLife } from "./life/errors.mjs";
import { knockingLife } from "./life/knocking.mjs";
import { lazyLoadingLife } from "./life/lazy-loading.mjs";
import { limitsLife } from "./life/limits.mjs";
import { powersLife } from "./life/powers.mjs";
import { readingLife } from "./life/reading.mjs";
import { relationsLife } from "./life/relations.mjs";
import { restrictedLife } from "./life/restricted.mjs";
import { Report } from "../shared/report.mjs";
import { User } from "./user.mjs";

const USAGE = `Usage: ./run [URL]      against a running homeserver, by default http://127.0.0.1:8008
       ./run --start    against a Vestibule on a free port, in memory, stopped at the end (must come first)
       --rate-limits    on a homeserver with those of limits.yaml: sees them, too
       --synapse        takes Synapse's M_BAD_STATE where a user is banned; Matrix names M_FORBIDDEN there`;

const LONGEST_RUN_MS = 300_000;

const { url, rateLimits, errcodeOfBan } = readArguments();
const report = new Report();
try {
    await live();
} catch (failure) {
    report.fail(failure);
}
// Not left to the event loop: the SDK may keep timers of its own.
process.exit(report.end());

async function live() {
    const tooLong = setTimeout(() => {
        report.fail(new Error(`No end after ${LONGEST_RUN_MS / 1000} s`));
        process.exit(report.end());
    }, LONGEST_RUN_MS);

    const users = [];
    const register = async (name) => {
        const user = await User.register(url, name);
        users.push(user);
        return user;
    };
    try {
        await report.step(`a homeserver answers at ${url}`, () => createClient({ baseUrl: url }).getVersions());
        const alice = await report.step("alice registers", () => register("alice"));
        const bob = await report.step("bob registers", () => register("bob"));
        await report.step("alice starts to sync", () => alice.startSyncing());
        await report.step("bob starts to sync", () => bob.startSyncing());
        await membershipLife(report, alice, bob, errcodeOfBan);
        await lazyLoadingLife(report, alice, bob, register);
        await powersLife(report, alice, bob);
        await restrictedLife(report, alice, bob);
        await readingLife(report, alice, bob);
        await relationsLife(report, alice, bob);
        await errorsLife(report, alice, bob);
        await byAddressLife(report, alice, bob);
        await knockingLife(report, alice, bob);
        if (rateLimits) {
            await limitsLife(report, alice, register);
        }
    } finally {
        users.forEach((user) => user.client.stopClient());
        clearTimeout(tooLong);
    }
}

function readArguments() {
    try {
        const { values, positionals } = parseArgs({
            allowPositionals: true,
            options: {
                synapse: { type: "boolean" },
                "rate-limits": { type: "boolean" },
                help: { type: "boolean", short: "h" },
            },
        });
        if (values.help) {
            console.log(USAGE);
            process.exit(0);
        }
        if (positionals.length > 1) {
            throw new Error("Give one URL");
        }
        return {
            url: new URL(positionals[0] ?? process.env.HOMESERVER_URL ?? "http://127.0.0.1:8008").href.replace(/\/$/, ""),
            rateLimits: values["rate-limits"],
            errcodeOfBan: values.synapse ? "M_BAD_STATE" : "M_FORBIDDEN",
        };
    } catch (badArguments) {
        console.error(`${badArguments.message}\n${USAGE}`);
        process.exit(2);
    }
}
