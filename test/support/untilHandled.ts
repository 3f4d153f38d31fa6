import { container } from '@sapphire/framework';
import type { LogEntry } from '../../src/lib/events/log/LogEntry.js';

/** Resolves with the newest matching event of a server, as soon as its listeners are done and that is stored. */
export async function untilHandled(
	guildId: string,
	fits: (entry: LogEntry) => boolean = () => true
): Promise<LogEntry> {
	const stop = new AbortController();
	try {
		for await (const update of container.kick.events.follow(guildId, { afterId: '0', signal: stop.signal })) {
			if (update.kind !== 'gap' && update.entry.state === 'handled' && fits(update.entry)) return update.entry;
		}
	} finally {
		stop.abort();
	}
	throw new Error('The log ended before.');
}
