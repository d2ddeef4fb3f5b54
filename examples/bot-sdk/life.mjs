// A person and the bot: invited, asked, kicked, invited again, stopped and started again.

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import sdk from "matrix-bot-sdk";
import { startBot } from "./bot.mjs";
import { Listener } from "./listener.mjs";

const { MatrixAuth, MemoryStorageProvider } = sdk;

export async function life(report, url) {
    const unused = (name) => `${name}-${randomBytes(4).toString("hex")}`;
    const register = (name) => new MatrixAuth(url).passwordRegister(unused(name), randomBytes(16).toString("hex"));

    const person = await report.step("alice registers", () => register("alice"));
    const account = await report.step("the bot registers", () => register("bot"));
    const storage = new MemoryStorageProvider();
    const [personId, botId] = [await person.getUserId(), await account.getUserId()];
    const alice = new Listener(person);
    await report.step("alice listens", () => person.start());
    let bot = await report.step("the bot starts", () => startBot(url, account.accessToken, storage));

    const roomId = await report.step("alice invites the bot: it joins by itself", async () => {
        const room = await person.createRoom({ preset: "private_chat", name: "Workshop" });
        await person.inviteUser(botId, room);
        await alice.membership(room, botId, "join");
        return room;
    });
    const ask = async (words) => alice.answerTo(roomId, await person.sendText(roomId, words));

    await report.step("it answers", async () => {
        assert.equal(await ask("!echo one two"), "one two");
    });
    await report.step("it knows who is there", async () => {
        assert.equal(await ask("!members"), [personId, botId].sort().join(" "));
    });
    await report.step("it may not kick alice, and says why", async (remark) => {
        const why = await ask(`!kick ${personId}`);
        assert.match(why, /^M_FORBIDDEN: ./);
        remark(why);
    });
    await report.step("three questions at once, an answer to each", async () => {
        const asked = await Promise.all(
            ["!echo a", "!echo b", "!echo c"].map((words) => person.sendText(roomId, words)),
        );
        const answers = await Promise.all(asked.map((eventId) => alice.answerTo(roomId, eventId)));
        assert.deepEqual(answers, ["a", "b", "c"]);
    });
    await report.step("kicked, it is out; invited again, it comes back", async () => {
        const left = new Promise((resolve) => bot.once("room.leave", resolve));
        await person.kickUser(botId, roomId, "a break");
        assert.equal(await left, roomId, "the room that the bot was told of");
        await person.inviteUser(botId, roomId);
        await alice.membership(roomId, botId, "join");
        assert.equal(await ask("!echo back"), "back");
    });
    await report.step("banned, it cannot be invited", async (remark) => {
        await person.banUser(botId, roomId, "enough");
        await alice.membership(roomId, botId, "ban");
        const refusal = await person.inviteUser(botId, roomId).then(
            () => assert.fail("the invite was taken"),
            (error) => error,
        );
        assert.equal(refusal.statusCode, 403);
        remark(refusal.error);
    });
    await report.step("the ban is lifted, and it comes back", async () => {
        await person.unbanUser(botId, roomId);
        await person.inviteUser(botId, roomId);
        await alice.membership(roomId, botId, "join");
    });
    await report.step("stopped and started again, it answers what was asked meanwhile, once", async () => {
        await ask("!echo before");
        bot.stop();
        const meanwhile = await person.sendText(roomId, "!echo meanwhile");
        bot = await startBot(url, account.accessToken, storage);
        assert.equal(await alice.answerTo(roomId, meanwhile), "meanwhile");
        assert.equal(await ask("!echo after"), "after");
        assert.equal(alice.answersTo(meanwhile), 1, "answers to what was asked meanwhile");
    });
    await report.step("it finds a public room by its alias", async () => {
        const alias = unused("square");
        const square = await person.createRoom({ preset: "public_chat", room_alias_name: alias });
        const joined = await bot.joinRoom(`#${alias}:${botId.split(":").slice(1).join(":")}`);
        assert.equal(joined, square, "the room");
        assert.deepEqual((await bot.getJoinedRooms()).sort(), [roomId, square].sort(), "the bot's rooms");
    });
    bot.stop();
    person.stop();
}
