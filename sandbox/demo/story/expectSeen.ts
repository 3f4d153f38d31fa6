/** Step of the story that did not happen. */
export class StoryError extends Error {
	public override readonly name = 'StoryError';
}

/** Checks that all texts are there. The error shows the actual content. */
export function expectSeen(seen: string, ...texts: readonly string[]): void {
	for (const text of texts) {
		if (!seen.includes(text)) throw new StoryError(`Expected to see "${text}", but saw:\n${seen}`);
	}
}
