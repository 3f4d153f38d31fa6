import type { SimulatedChannel, SimulatedMessage, SimulatedUser } from '../world/entities.js';
import { UnsendableError } from '../world/UnsendableError.js';
import type { World } from '../world/World.js';
import { blankMessage } from './blankMessage.js';
import { Message } from './Message.js';
import type { MessageFeed } from './MessageFeed.js';
import { withMentions } from './mentions.js';
import { reportMessage } from './reportMessage.js';
import { StoredMessage } from './StoredMessage.js';

export interface PersonSaysServices {
	world: World;
	feed: MessageFeed;
}

/** Subscribers of Nitro may write this much; everyone else half of it. */
const MaxPersonContentLength = 4000;

/** Writes a person's message into a channel. */
export async function personSays(
	{ world, feed }: PersonSaysServices,
	person: SimulatedUser,
	channel: SimulatedChannel,
	text: string
): Promise<SimulatedMessage> {
	assertMaySay(person, channel, text);

	const blank = { ...blankMessage(world.ids, channel, person), content: text };
	const message = new StoredMessage(withMentions(world.users, blank, undefined), null, undefined);
	feed.add(channel, message);
	reportMessage(world, 'message', channel, message);
	return new Message(world.changes, channel, message);
}

function assertMaySay(person: SimulatedUser, channel: SimulatedChannel, text: string): void {
	if (text.trim() === '') throw new UnsendableError('Discord does not send an empty message.');
	if (text.length > MaxPersonContentLength) {
		throw new UnsendableError(`Discord does not send a message of more than ${MaxPersonContentLength} characters.`);
	}

	const { guild } = channel;
	if (guild === null) return;

	const member = guild.memberById(person.id);
	if (member === undefined) throw new UnsendableError(`${person.name} is not in ${guild.name}.`);
	if (!channel.allows(member, 'ViewChannel', 'SendMessages')) {
		throw new UnsendableError(`${person.name} may not write in #${channel.name}.`);
	}
}
