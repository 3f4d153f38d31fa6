/** A step of the story that did not happen. */
export class StoryError extends Error {
	public override readonly name = 'StoryError';
}

/** Every text has to be there; the error shows what was seen in its place. */
export function expectSeen(seen: string, ...texts: readonly string[]): void {
	for (const text of texts) {
		if (!seen.includes(text)) throw new StoryError(`Expected to see "${text}", but saw:\n${seen}`);
	}
}
