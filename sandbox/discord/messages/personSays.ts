import type { SimulatedChannel } from '../world/SimulatedChannel.js';
import type { SimulatedUser } from '../world/SimulatedUser.js';
import { UnsendableError } from '../world/UnsendableError.js';
import type { World } from '../world/World.js';
import { blankMessage } from './blankMessage.js';
import { reportMessage } from './reportMessage.js';
import { SimulatedMessage } from './SimulatedMessage.js';
import { StoredMessage } from './StoredMessage.js';
import { withMentions } from './withMentions.js';

/** Discord lets subscribers of Nitro write this much; everybody else half of it. */
const MaxPersonContentLength = 4000;

/** Writes a person's message into a channel. */
export async function personSays(
	world: World,
	person: SimulatedUser,
	channel: SimulatedChannel,
	text: string
): Promise<SimulatedMessage> {
	assertMaySay(person, channel, text);

	const blank = { ...blankMessage(world, channel, person), content: text };
	const message = new StoredMessage(withMentions(world, blank, undefined), null, undefined);
	world.feed.add(channel, message);
	reportMessage(world, 'message', channel, message);
	return new SimulatedMessage(world, channel, message);
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
