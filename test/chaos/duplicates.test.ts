import { ulid } from 'ulid';
import { expect, it } from 'vitest';
import type { Delivery, WebhookRequest } from '../../sandbox/kick/index.js';
import { temporaryPlace } from '../support/temporaryDatabase.js';
import type { Channel } from './support/Channel.js';
import { ChaosWorld } from './support/ChaosWorld.js';
import { expectHandledInOrder } from './support/expectHandledInOrder.js';
import { handledOnce } from './support/handledOnce.js';

const Copies = 20;
const Messages = 10;
const MinuteMs = 60_000;

async function startWorld(): Promise<ChaosWorld> {
	const { url: databaseUrl } = await temporaryPlace('sqlite');
	return ChaosWorld.start({ databaseUrl, channels: 2, guildsPerChannel: 2 });
}

/** Sends every message many times: half of them with the same header id, half of them with different header ids. */
class Storm {
	/** Number of the message by header id. */
	readonly #messages = new Map<string, number>();
	readonly #copies: WebhookRequest[];

	public constructor(
		private readonly world: ChaosWorld,
		channel: Channel
	) {
		this.#copies = Array.from({ length: Messages }, (_, message) => {
			const original = channel.write();
			return Array.from({ length: Copies }, (_, index) => {
				const messageId = index % 2 === 0 ? original.messageId : ulid();
				this.#messages.set(messageId, message);
				return { ...original, messageId };
			});
		}).flat();
	}

	/** All at once. */
	public break(): Promise<Delivery[]> {
		return Promise.all(this.#copies.map((copy) => this.world.kick.deliver(copy)));
	}

	/** Returns which of its messages are among the events, by number. */
	public among(eventIds: readonly string[]): number[] {
		return eventIds.flatMap((eventId) => this.#messages.get(eventId) ?? []).sort((one, other) => one - other);
	}
}

it('handles many copies of one header id, and many ids of one message, once, even across a kill -9', async () => {
	const world = await startWorld();
	const { channels, effects } = world;
	const storms = channels.map((channel) => ({
		channel,
		whole: new Storm(world, channel),
		cutOff: new Storm(world, channel)
	}));
	const every = [...new Array(Messages).keys()];

	// With slow handlers, a kill repeats one event at most.
	const first = world.spawnBot({ RECORD_DELAY_MS: '10' });
	await first.ready;
	const answers = await Promise.all(storms.map(({ whole }) => whole.break()));
	expect(answers.flat().filter(({ status }) => status !== 200)).toEqual([]);
	const handled = effects.all.length;
	const breaking = storms.map(({ cutOff }) => cutOff.break());
	await effects.until(
		() => effects.all.length > handled,
		() => 'nothing of the second storm is handled'
	);
	await first.kill();
	await Promise.all(breaking);
	await world.spawnBot().ready;
	const again = await Promise.all(storms.flatMap(({ whole, cutOff }) => [whole.break(), cutOff.break()]));
	expect(again.flat().filter(({ status }) => status !== 200)).toEqual([]);

	for (const { channel, whole, cutOff } of storms) {
		// Each server's events are handled in order: an event that is not handled before this one never will be.
		await effects.untilHandled([await channel.send()], channel.guildIds);
		for (const guildId of channel.guildIds) {
			const eventIds = handledOnce(effects, guildId, [first]);
			expect([whole.among(eventIds), cutOff.among(eventIds)]).toEqual([every, every]);
		}
	}
});

it('handles events in the order of arrival when theirs was lost, but not those that are too late', async () => {
	const world = await startWorld();
	const [channel] = world.channels;
	await world.spawnBot().ready;
	const ago = (minutes: number) => channel!.write({ timestamp: new Date(Date.now() - minutes * MinuteMs) });

	for (const minutes of [0, 5, 1, 9, 3]) await channel!.send(ago(minutes));
	for (const minutes of [11, 60, 24 * 60]) {
		expect(await world.kick.deliver(ago(minutes))).toMatchObject({ status: 200 });
	}
	await channel!.send();

	await world.effects.untilHandled(channel!.taken, channel!.guildIds);
	expectHandledInOrder(world.effects, channel!);
});
