import { makeDeadLetter as storeDeadLetter } from '../../support/makeDeadLetter.js';
import type { Community } from '../../support/TestWorld.js';
import { untilHandled } from '../../support/untilHandled.js';
import type { Target } from './Target.js';

/** Stores a chat message as a dead letter of this server, and returns its id in the log. */
export async function makeDeadLetter(
	target: Target,
	{ guild, streamer }: Community = target.community,
	error?: string
): Promise<string> {
	const broadcaster = { user_id: streamer.userId, username: streamer.username, channel_slug: streamer.slug };
	const { messageId } = await target.deliver({ body: target.chatBody({ broadcaster, content: 'a dead letter' }) });
	const { id } = await untilHandled(guild.id, ({ eventId }) => eventId === messageId);
	await storeDeadLetter(target.world.place, { guildId: guild.id, id, error });
	return id;
}
