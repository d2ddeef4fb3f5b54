// Starts this repository's own server for the time of one run.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

// The very first start builds the server.
const LONGEST_START_MS = 600_000;
const LONGEST_STOP_MS = 10_000;

const LAUNCHER = fileURLToPath(new URL("../../vestibule", import.meta.url));

export async function startVestibule() {
    const server = spawn(LAUNCHER, ["--port", "0", "--in-memory"], { stdio: ["ignore", "pipe", "pipe"] });
    const ended = once(server, "exit").then(([code, signal]) => code ?? signal);
    process.once("exit", () => server.kill());
    for (const signal of ["SIGINT", "SIGTERM"]) {
        process.once(signal, () => process.exit(1));
    }
    const stop = async () => {
        const tooLong = setTimeout(() => server.kill("SIGKILL"), LONGEST_STOP_MS);
        server.kill("SIGTERM");
        const outcome = await ended;
        clearTimeout(tooLong);
        return outcome;
    };
    return { url: await printedUrl(server, ended), stop };
}

function printedUrl(server, ended) {
    const output = [];
    return new Promise((resolve, reject) => {
        const giveUp = (why) => {
            clearTimeout(tooLong);
            reject(new Error([`Vestibule did not start: ${why}`, ...output].join("\n")));
        };
        const tooLong = setTimeout(() => giveUp(`no address after ${LONGEST_START_MS / 1000} s`), LONGEST_START_MS);
        ended.then((outcome) => giveUp(`it ended with ${outcome}`), (error) => giveUp(error.message));
        for (const stream of [server.stdout, server.stderr]) {
            // Read on after the address, too: a server whose output nobody reads would stand still one day.
            createInterface({ input: stream }).on("line", (line) => {
                output.push(line);
                const address = /\bhttp:\/\/[^\s/]+:\d+/.exec(line);
                if (address) {
                    clearTimeout(tooLong);
                    resolve(address[0]);
                }
            });
        }
    });
}
