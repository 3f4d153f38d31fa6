import type { DiscordActivity } from '../world/DiscordActivity.js';
import type { SimulatedChannel } from '../world/entities.js';
import type { World } from '../world/World.js';
import { visibleButtons } from './BotMessage.js';
import type { StoredMessage } from './StoredMessage.js';

/** Publishes what happened to a message, for transcripts and demo pages. */
export function reportMessage(
	world: Pick<World, 'report'>,
	kind: DiscordActivity['kind'],
	channel: SimulatedChannel,
	{ payload, visibleTo, isEphemeral }: StoredMessage
): void {
	world.report({
		kind,
		channel,
		author: { id: payload.author.id, name: payload.author.username, isBot: payload.author.bot === true },
		text: payload.content,
		buttons: visibleButtons(payload),
		ephemeral: isEphemeral,
		visibleTo: visibleTo ?? channel.recipient?.name ?? null,
		messageId: payload.id
	});
}
