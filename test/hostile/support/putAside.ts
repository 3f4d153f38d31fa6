import { setTimeout as pause } from 'node:timers/promises';
import { toLogId } from '../../../src/lib/storage/events/logIds.js';
import type { Community } from '../../support/TestWorld.js';
import type { Target } from './Target.js';

/** A chat message that a listener of this server has failed on for good; its id in the log. */
export async function putAside(
	target: Target,
	{ guild, streamer }: Community = target.community,
	error = 'Error: no role'
): Promise<string> {
	const { place } = target.world;
	const broadcaster = { user_id: streamer.userId, username: streamer.username, channel_slug: streamer.slug };
	const { messageId } = await target.deliver({ body: target.chatBody({ broadcaster, content: 'put aside' }) });
	const where = `WHERE guild_id = '${guild.id}' AND event_seq = (SELECT seq FROM kick_events WHERE event_id = '${messageId}')`;
	for (;;) {
		const [row] = await place.query(`SELECT event_seq, state FROM kick_deliveries ${where}`);
		if (row?.state === 'handled') {
			await place.run(`UPDATE kick_deliveries SET state = 'dead', error = '${error.replaceAll("'", "''")}' ${where}`);
			return toLogId(Number(row.event_seq));
		}
		await pause(20);
	}
}
