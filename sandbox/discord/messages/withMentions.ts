import type { APIAllowedMentions, APIMessage } from 'discord-api-types/v10';
import type { World } from '../world/World.js';
import { mentionsIn } from './mentions.js';

/** The message with the fields that say whom it pings. */
export function withMentions(world: World, message: APIMessage, allowed: APIAllowedMentions | undefined): APIMessage {
	const mentions = mentionsIn(message.content, allowed, message.referenced_message?.author.id ?? null);
	return {
		...message,
		mentions: mentions.users.flatMap((id) => world.users.get(id)?.toPayload() ?? []),
		mention_roles: [...mentions.roles],
		mention_everyone: mentions.everyone
	};
}
