import type { DiscordActivity } from '../world/DiscordActivity.js';
import { placeOf } from '../world/placeOf.js';
import type { SimulatedChannel } from '../world/SimulatedChannel.js';
import type { World } from '../world/World.js';
import type { StoredMessage } from './StoredMessage.js';
import { visibleButtons } from './visibleButtons.js';

/** Tells those who watch this Discord about a message. */
export function reportMessage(
	world: World,
	kind: DiscordActivity['kind'],
	channel: SimulatedChannel,
	{ payload, visibleTo, isEphemeral }: StoredMessage
): void {
	world.report({
		kind,
		...placeOf(channel),
		author: { id: payload.author.id, name: payload.author.username, isBot: payload.author.bot === true },
		text: payload.content,
		buttons: visibleButtons(payload),
		ephemeral: isEphemeral,
		visibleTo: visibleTo ?? channel.recipient?.name ?? null,
		messageId: payload.id
	});
}
