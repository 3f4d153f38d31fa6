const Width = 9;

/** Prints the story: each action, and its result on each side. */
export class Transcript {
	#chapter = 0;

	public constructor(private readonly write: (line: string) => void) {}

	public chapter(title: string): void {
		this.#chapter += 1;
		this.write(`\n${this.#chapter}. ${title}`);
	}

	/** @param side Place of the event: `Discord`, `Kick`, `Browser`. */
	public line(side: string, who: string, text: string): void {
		const [first = '', ...rest] = text.split('\n');
		this.write(`   ${side.padEnd(Width)} ${who}: ${first}`);
		for (const line of rest) this.write(`   ${' '.repeat(Width)} ${' '.repeat(who.length + 1)} ${line}`.trimEnd());
	}

	public note(text: string): void {
		this.write(`   ${text}`);
	}
}
