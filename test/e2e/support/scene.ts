import { container } from '@sapphire/framework';
import { vi } from 'vitest';
import type { SimulatedKick } from '../../../sandbox/kick/index.js';
import { makeDeadLetter as storeDeadLetter } from '../../support/makeDeadLetter.js';
import type { Community, TestWorld } from '../../support/TestWorld.js';
import { untilHandled } from '../../support/untilHandled.js';

const MinuteMs = 60_000;
const StreamMinutes = 52;

/** Colours and badges that people have on Kick, and their messages. */
const Cast = [
	{ name: 'ana', color: '#75FD46', badge: { type: 'moderator', text: 'Moderator' } },
	{ name: 'ben', color: '#F2708A', badge: { type: 'subscriber', text: 'Subscriber' } },
	{ name: 'cleo', color: '#72ACED', badge: { type: 'vip', text: 'VIP' } },
	{ name: 'dmitri_92', color: '#1475E1', badge: null },
	{ name: 'Eri', color: '#FBCFD8', badge: null }
];
const Texts = [
	'hi all! [emote:37226:KEKW]',
	'that jump again',
	'is this ranked?',
	'hello from the desk',
	'привет!',
	'what a save',
	'gg [emote:37227:catJAM]',
	'clip it!',
	'olá!',
	'again?!',
	'first time here',
	'nice one'
];

/**
 * Creates a server with a stream that is online for a while, a chat, and a log with one failed event.
 * The clock is set back to the start of the stream and runs from there, because the charts show times of arrival.
 */
export async function playEvening(world: TestWorld, community: Community): Promise<{ eventId: string }> {
	const { kick } = world;
	const { guild, manager, streamer } = community;
	const where = { in: streamer.slug };
	const beginning = Date.now() - StreamMinutes * MinuteMs;
	vi.useFakeTimers({ toFake: ['Date'], now: beginning });
	dress(kick);
	await streamer.goesLive({ title: 'Climbing to the top', viewers: 1284 });
	for (let minute = 1; minute < StreamMinutes; minute++) {
		vi.setSystemTime(beginning + minute * MinuteMs);
		for (let turn = 0; turn < howMany(minute); turn++) {
			const { name } = Cast[(minute + turn * 2) % Cast.length]!;
			await kick.viewer(name).says(Texts[(minute * 3 + turn) % Texts.length]!, where);
		}
		if (minute === 20) await kick.viewer('ben').follows(where);
		if (minute === 33) await kick.viewer('cleo').gifts(2, where);
	}
	vi.useRealTimers();
	const [asked] = kick.chat(streamer.slug).slice(-1);
	await manager.slash('kick say', { message: 'Drops are on tonight!' });
	await kick.viewer('ana').says('the bot knows a lot', { ...where, replyTo: asked?.id });
	const eventId = await makeDeadLetter(world, community);
	await container.kick.events.sendTestEvent(guild.id, 'channel.subscription.new');
	return { eventId };
}

/** Returns the messages of a minute: more of them later in the stream, in waves. */
function howMany(minute: number): number {
	return Math.max(0, Math.round(1 + minute / 20 + 1.5 * Math.sin(minute / 4)));
}

function dress(kick: SimulatedKick): void {
	for (const { name, color, badge } of Cast) {
		const { account } = kick.viewer(name);
		account.color = color;
		account.badges = badge ? [badge] : [];
	}
}

/** Creates an event that a listener has failed on until it became a dead letter. */
async function makeDeadLetter(world: TestWorld, { guild, streamer }: Community): Promise<string> {
	const type = 'channel.reward.redemption.updated';
	await world.kick.viewer('ben').redeems('Pick the next song', 'something slow', { in: streamer.slug });
	const { id } = await untilHandled(guild.id, (entry) => entry.type === type);
	const error = 'DiscordAPIError[50013]: Missing Permissions';
	await storeDeadLetter(world.place, { guildId: guild.id, id, error });
	return id;
}
