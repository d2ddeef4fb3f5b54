// The SDK tells much about what it does, on the console; here only the steps shall be seen.

import { logger } from "matrix-js-sdk/lib/logger.js";

const silence = () => {};

/** For the parts of the SDK that take a logger. */
export const silentLogger = {
    trace: silence, debug: silence, info: silence, warn: silence, error: silence, getChild: () => silentLogger,
};

// For the parts that take the SDK's own: what its children say goes through the same factory.
logger.methodFactory = () => silence;
logger.rebuild();
