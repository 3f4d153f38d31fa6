import { err, ok, type Result } from '@sapphire/result';
import type { Awaitable } from '../../awaitable.js';
import { KickError } from '../../kick/errors.js';
import type { EventLogRepository } from '../../storage/eventLog/EventLogRepository.js';
import type { LoggedEvent } from '../../storage/eventLog/types.js';
import { isForServer } from '../../storage/events/isForServer.js';

export interface RequeueDependencies {
	log: Pick<EventLogRepository, 'requeue'>;
	routes: { guildsOf(broadcasterUserId: number): Awaitable<Iterable<string>> };
}

/**
 * Stores that an event waits for its Discord servers again.
 *
 * @param guildId Server that alone receives it. Default: all its servers.
 * @returns The servers that receive it. An error with `bad_request` if there is none, or if the bot sent the message.
 */
export async function requeueEvent(
	{ log, routes }: RequeueDependencies,
	event: LoggedEvent,
	guildId?: string
): Promise<Result<readonly string[], KickError>> {
	if (event.isOwn)
		return err(new KickError('bad_request', 'The bot sent this message itself, so it cannot be replayed.'));
	const guildIds = (await serversOf(event, routes)).filter((server) => guildId === undefined || server === guildId);
	if (guildIds.length === 0) {
		const hint = 'No Discord server is linked to the channel of this event. The streamer has to run /kick link first.';
		return err(new KickError('bad_request', hint));
	}
	await log.requeue(event.id, guildIds);
	return ok(guildIds);
}

/** Builds the error for an event that is not in the log, or that the server may not see. */
export function eventNotFound(id: string): KickError {
	return new KickError(
		'not_found',
		`The log has no event ${JSON.stringify(id)}. It may have been deleted: the log keeps 7 days by default.`
	);
}

/** Returns the linked servers that had the event. If no server had it, returns those that it would go to now. */
async function serversOf(event: LoggedEvent, routes: RequeueDependencies['routes']): Promise<readonly string[]> {
	const { deliveries, broadcasterUserId } = event;
	const linked = broadcasterUserId === null ? [] : await routes.guildsOf(broadcasterUserId);
	const hadIt = new Set(deliveries.map((delivery) => delivery.guildId));
	return [...linked].filter((server) => isForServer(event, server) && (hadIt.size === 0 || hadIt.has(server)));
}
