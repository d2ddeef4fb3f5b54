// One line for each step that held, and a clear end.

export class Report {
    #passed = 0;
    #failed = 0;
    #current = "the first step";

    /**
     * Runs one step and prints its line. The step's value is what the action returns; the action is given a function with
     * which it can add a remark to the line.
     */
    async step(title, action) {
        this.#current = title;
        let remark = "";
        const value = await action((words) => (remark = `  (${words})`));
        this.#passed++;
        console.log(`ok ${this.#passed}  ${title}${remark}`);
        return value;
    }

    /** The step that runs has failed, and with it the whole: steps build on each other. */
    fail(failure) {
        this.#failed = 1;
        console.log(`not ok ${this.#passed + 1}  ${this.#current}`);
        console.error(withOwnFramesOnly(failure));
    }

    end() {
        console.log(`${this.#passed} passed, ${this.#failed} failed`);
        return this.#failed === 0 ? 0 : 1;
    }
}

function withOwnFramesOnly(failure) {
    const isForeignFrame = (line) => /^\s+at /.test(line) && /node_modules|node:/.test(line);
    return String(failure?.stack ?? failure).split("\n").filter((line) => !isForeignFrame(line)).join("\n");
}
