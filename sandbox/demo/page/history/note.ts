import { randomUUID } from 'node:crypto';
import { plainPart } from './discordText.js';
import type { PageEntry, Side } from './PageEntry.js';

/** Creates an entry without an author. */
export function note(
	side: Side,
	text: string,
	details: Partial<Pick<PageEntry, 'at' | 'visibleTo' | 'isFailure'>> = {}
): PageEntry {
	return {
		id: randomUUID(),
		side,
		at: new Date(),
		kind: 'note',
		author: null,
		parts: plainPart(text),
		tags: [],
		visibleTo: null,
		buttons: [],
		repliesTo: null,
		isFailure: false,
		...details
	};
}
