// Puts the page together and serves it, with what Hydrogen loads beside it, on a free port.

import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname } from "node:path";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const HERE = new URL("./", import.meta.url);
const SDK = new URL("node_modules/hydrogen-view-sdk/", HERE);

// What a path begins with, and the folder it stands for; the first that fits counts.
const FOLDERS = [
    ["/assets/", new URL("asset-build/assets/", SDK)],
    ["/olm/", new URL("node_modules/@matrix-org/olm/", HERE)],
    ["/sw.js", new URL("lib-build/sw.js", SDK)],
    ["/app.js", new URL("target/app.js", HERE)],
    ["/", new URL("page/", HERE)],
];

const TYPES = {
    ".css": "text/css",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
};

/** The address of the page, and `stop`. */
export async function servePage() {
    await build({
        entryPoints: [fileURLToPath(new URL("page/app.mjs", HERE))],
        outfile: fileURLToPath(new URL("target/app.js", HERE)),
        bundle: true,
        format: "esm",
        target: "es2022",
        // Named in the code of olm that runs in Node.js alone.
        external: ["fs", "path", "crypto"],
        logLevel: "error",
    });
    const server = createServer((request, response) => {
        serve(request, response).catch((failure) => response.writeHead(500).end(String(failure)));
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return {
        url: `http://127.0.0.1:${server.address().port}`,
        async stop() {
            server.closeAllConnections();
            server.close();
        },
    };
}

async function serve(request, response) {
    const { pathname } = new URL(request.url, "http://localhost");
    const [prefix, folder] = FOLDERS.find(([start]) => pathname.startsWith(start));
    const name = pathname.slice(prefix.length) || (prefix === "/" ? "index.html" : "");
    const file = name ? new URL(name, folder) : folder;
    const found = await stat(file).catch(() => undefined);
    if (!found?.isFile()) {
        response.writeHead(404).end();
        return;
    }
    response.writeHead(200, { "Content-Type": TYPES[extname(file.pathname)], "Content-Length": found.size });
    createReadStream(file).pipe(response);
}
