// The bot: joins every room it is invited to, and answers what begins with an exclamation mark.

import sdk from "matrix-bot-sdk";

const { AutojoinRoomsMixin, MatrixClient } = sdk;

/** The storage keeps how far the bot has read: with the same one it goes on where it was stopped. */
export async function startBot(url, accessToken, storage) {
    const client = new MatrixClient(url, accessToken, storage);
    AutojoinRoomsMixin.setupOnClient(client);
    const ownId = await client.getUserId();
    client.on("room.message", async (roomId, event) => {
        // Messages that were redacted have no text.
        const words = event.content?.body;
        if (event.sender === ownId || typeof words !== "string" || !words.startsWith("!")) {
            return;
        }
        await client.replyText(roomId, event, await answer(client, roomId, words));
    });
    await client.start();
    return client;
}

async function answer(client, roomId, words) {
    const [command, ...rest] = words.split(" ");
    switch (command) {
        case "!echo":
            return rest.join(" ");
        case "!members":
            return (await client.getJoinedRoomMembers(roomId)).sort().join(" ");
        case "!kick":
            try {
                await client.kickUser(rest[0], roomId, "the bot was told to");
                return "done";
            } catch (refusal) {
                // An error of the homeserver has its code and its sentence.
                return `${refusal.errcode}: ${refusal.error}`;
            }
        default:
            return `I do not know ${command}`;
    }
}
