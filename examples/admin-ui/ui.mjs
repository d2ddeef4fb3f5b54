// Serves the user interface for the time of one run.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const LONGEST_START_MS = 30_000;

const PYTHON = fileURLToPath(new URL("target/venv/bin/python", import.meta.url));
const SERVE = fileURLToPath(new URL("serve.py", import.meta.url));

export async function startUserInterface(homeserverUrl) {
    const server = spawn(PYTHON, [SERVE, homeserverUrl], { stdio: ["ignore", "pipe", "pipe"] });
    process.once("exit", () => server.kill());
    const ended = once(server, "exit");
    const output = [];
    const url = await new Promise((resolve, reject) => {
        const giveUp = (why) => reject(new Error([`The user interface did not start: ${why}`, ...output].join("\n")));
        const tooLong = setTimeout(() => giveUp(`no address after ${LONGEST_START_MS / 1000} s`), LONGEST_START_MS);
        ended.then(
            ([code, signal]) => giveUp(`it ended with ${code ?? signal}`),
            (error) => giveUp(error.message),
        );
        for (const stream of [server.stdout, server.stderr]) {
            // Read on after the address, too: a server whose output nobody reads would stand still one day.
            createInterface({ input: stream }).on("line", (line) => {
                output.push(line);
                // The address stands alone on its line; what the package says of itself has words around it.
                if (/^http:\S+$/.test(line)) {
                    clearTimeout(tooLong);
                    resolve(line);
                }
            });
        }
    });
    return {
        url,
        async stop(failure) {
            if (failure) {
                console.error(["The last lines of the user interface:", ...output.slice(-20)].join("\n"));
            }
            server.kill();
            await ended;
        },
    };
}
