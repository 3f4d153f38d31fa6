import { createHash } from 'node:crypto';
import type { KickOverview } from './types.js';

/** Part of the overview that a live page updates on its own. */
export type OverviewPart = keyof KickOverview;

/**
 * Returns a mark for each part that changes whenever the part does, so that a live page sends only what is new.
 *
 * Times that pass by themselves do not count: the time of the last check, and the moving start of the last 24 hours.
 */
export function overviewMarks(overview: KickOverview): Record<OverviewPart, string> {
	const { stream, last24Hours, thisStream, chat, problems, lastEvents } = overview;
	return {
		stream: markOf(stream && { ...stream, checkedAt: undefined }),
		last24Hours: markOf(last24Hours && { ...last24Hours, from: undefined }),
		thisStream: markOf(thisStream),
		chat: markOf(chat),
		problems: markOf(problems),
		lastEvents: markOf(lastEvents.map(({ id }) => id))
	};
}

/** Returns the parts that are new to a reader who has seen these marks. */
export function changedParts(
	seen: Partial<Record<OverviewPart, string>>,
	marks: Readonly<Record<OverviewPart, string>>
): OverviewPart[] {
	return (Object.keys(marks) as OverviewPart[]).filter((part) => seen[part] !== marks[part]);
}

function markOf(part: unknown): string {
	return createHash('sha256').update(JSON.stringify(part)).digest('base64url').slice(0, 16);
}
