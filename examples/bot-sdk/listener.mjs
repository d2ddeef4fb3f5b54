// What a client's sync has shown, and waiting for what it will show.

const LONGEST_WAIT_MS = 20_000;

export class Listener {
    #seen = [];
    #waiting = new Set();

    constructor(client) {
        client.on("room.event", (roomId, event) => {
            this.#seen.push({ roomId, event });
            this.#waiting.forEach((look) => look());
        });
    }

    /** Waits until the member event that holds for a user has this membership. */
    membership(roomId, userId, membership) {
        return this.#until(`${userId} with the membership ${membership}`, () => {
            const isTheirs = (each) =>
                each.roomId === roomId && each.event.type === "m.room.member" && each.event.state_key === userId;
            const last = this.#seen.findLast(isTheirs);
            return last?.event.content.membership === membership ? last.event : undefined;
        });
    }

    /** Waits for a reply to an event, and gives its text, without the quotation that some replies begin with. */
    async answerTo(roomId, eventId) {
        const { event } = await this.#until(`an answer to ${eventId}`, () =>
            this.#seen.find((each) => each.roomId === roomId && repliesTo(each.event) === eventId),
        );
        return event.content.body.replace(/^(> .*\n)+\n?/, "");
    }

    answersTo(eventId) {
        return this.#seen.filter(({ event }) => repliesTo(event) === eventId).length;
    }

    #until(what, find) {
        return new Promise((resolve, reject) => {
            const done = () => {
                clearTimeout(tooLong);
                this.#waiting.delete(look);
            };
            const look = () => {
                const found = find();
                if (found !== undefined) {
                    done();
                    resolve(found);
                }
            };
            const tooLong = setTimeout(() => {
                done();
                reject(new Error(`The sync did not show ${what} within ${LONGEST_WAIT_MS / 1000} s`));
            }, LONGEST_WAIT_MS);
            this.#waiting.add(look);
            look();
        });
    }
}

function repliesTo(event) {
    return event.content?.["m.relates_to"]?.["m.in_reply_to"]?.event_id;
}
