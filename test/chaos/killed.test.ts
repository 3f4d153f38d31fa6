import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { databaseProviders, temporaryPlace } from '../support/temporaryDatabase.js';
import { ChaosWorld } from './support/ChaosWorld.js';
import { expectHandledInOrder } from './support/expectHandledInOrder.js';
import { Load } from './support/Load.js';
import { Random } from './support/Random.js';
import type { RecorderBot } from './support/RecorderBot.js';

const Kills = 30;

/**
 * Slow handlers repeat the one that was running. Quick ones repeat what was not marked: some milliseconds of events.
 */
const Handlers = [
	{ speed: 'slow', delayMs: '10', mostRepeats: 1 },
	{ speed: 'quick', delayMs: '0', mostRepeats: 200 }
];

const cases = databaseProviders.flatMap((provider) => Handlers.map((handler) => ({ provider, ...handler })));

describe.each(cases)('on $provider, with $speed handlers', ({ provider, speed, delayMs, mostRepeats }) => {
	it(`loses nothing that was answered 200 when it is killed ${Kills} times under load`, async () => {
		const random = Random.announced(`kill -9 on ${provider}, ${speed} handlers`);
		const { url: databaseUrl } = await temporaryPlace(provider);
		const world = await ChaosWorld.start({ databaseUrl, channels: 8, guildsPerChannel: 3 });
		const { channels, effects } = world;
		const environment = { RECORD_DELAY_MS: delayMs };

		const killed: RecorderBot[] = [];
		const load = new Load(channels);
		let bot = world.spawnBot(environment);
		while (killed.length < Kills) {
			// Most are killed while they handle events, some while they start.
			if (random.next() < 0.2) await pause(random.between(100, 1_500));
			else await effects.untilHandledBy(bot, 1).then(() => pause(random.between(0, 800)));
			await bot.kill();
			killed.push(bot);
			bot = world.spawnBot(environment);
		}
		await load.stop();

		for (const { taken, guildIds } of channels) await effects.untilHandled(taken, guildIds);
		await bot.stop();
		for (const channel of channels) expectHandledInOrder(effects, channel, killed, mostRepeats);
		const events = channels.flatMap(({ taken, guildIds }) => taken.flatMap(() => guildIds)).length;
		console.info(`kill -9 on ${provider}, ${speed} handlers: ${events} events, ${effects.all.length - events} repeats`);
		// The kills interrupted something: events were cut off, and handled by one process after another.
		expect(channels.flatMap(({ refused }) => refused).length).toBeGreaterThan(Kills);
		expect(new Set(effects.all.map(({ pid }) => pid)).size).toBeGreaterThan(Kills / 2);
	});
});
