import { expect } from 'vitest';
import type { Delivery } from '../../../sandbox/kick/index.js';
import { ChaosWorld } from './ChaosWorld.js';
import { expectHandledInOrder } from './expectHandledInOrder.js';
import { Load } from './Load.js';
import type { RecorderBot } from './RecorderBot.js';

/** A bot with busy channels, while something happens to its database. */
export class BotUnderLoad {
	private constructor(
		public readonly world: ChaosWorld,
		public readonly bot: RecorderBot,
		private readonly load: Load
	) {}

	public static async start(databaseUrl: string): Promise<BotUnderLoad> {
		const world = await ChaosWorld.start({ databaseUrl, channels: 6, guildsPerChannel: 2 });
		const bot = world.spawnBot();
		await bot.ready;
		return new BotUnderLoad(world, bot, new Load(world.channels));
	}

	/** Resolves when the bot has handled this many more events. */
	public async handles(more: number): Promise<void> {
		const { effects } = this.world;
		const count = effects.all.length + more;
		await effects.until(
			() => effects.all.length >= count,
			() => `${effects.all.length} of ${count} events are handled. The bot wrote:\n${this.bot.log.join('\n')}`
		);
	}

	/** Resolves when each channel was refused this many more attempts. */
	public async refuses(more: number): Promise<void> {
		await Promise.all(this.world.channels.map((channel) => channel.untilRefused(more)));
	}

	/** Ends the load. Checks that everything answered 200 was handled once and in order. Returns the other answers. */
	public async finish(): Promise<Delivery[]> {
		await this.load.stop();
		const { channels, effects } = this.world;
		for (const { taken, guildIds } of channels) await effects.untilHandled(taken, guildIds);
		for (const channel of channels) expectHandledInOrder(effects, channel);
		expect(this.bot.isRunning).toBe(true);
		return channels.flatMap(({ refused }) => refused);
	}
}
