import { describe, expect, it } from 'vitest';
import { databaseProviders, temporaryPlace } from '../support/temporaryDatabase.js';
import { ChaosWorld } from './support/ChaosWorld.js';
import { expectHandledInOrder } from './support/expectHandledInOrder.js';
import { Load } from './support/Load.js';

const Rounds = 5;
const EventsOfRound = 60;

describe.each(databaseProviders)('on %s, a consumer that is added and removed under load', (provider) => {
	it('gets a part of the log without a gap each time, and affects nothing else', async () => {
		const place = await temporaryPlace(provider);
		const world = await ChaosWorld.start({ databaseUrl: place.url, channels: 2, guildsPerChannel: 3 });
		const { channels, effects } = world;
		const steady = world.effectsOf('steady');
		const late = world.effectsOf('late');
		const bot = world.spawnBot({ RECORD_CONSUMERS: 'steady' });
		await bot.ready;
		const load = new Load(channels);
		/** Number of events that the consumer had when it was removed. */
		const ends: number[] = [];
		for (let round = 0; round < Rounds; round++) {
			await bot.sendCommand('add late');
			await late.untilCount(late.all.length + EventsOfRound);
			await bot.sendCommand('remove late');
			const cursors = () => place.query("SELECT guild_id FROM kick_cursors WHERE consumer = 'host:late'");
			expect(await cursors()).toEqual([]);
			late.read();
			ends.push(late.all.length);
			await effects.untilCount(effects.all.length + EventsOfRound);
			expect(await cursors()).toEqual([]);
		}
		// Nothing is left for a consumer that was removed right after it was added.
		await Promise.all([bot.sendCommand('add late'), bot.sendCommand('remove late')]);
		await load.stop();

		for (const of of [effects, steady]) {
			for (const { taken, guildIds } of channels) await of.untilHandled(taken, guildIds);
			for (const channel of channels) expectHandledInOrder(of, channel);
		}
		for (const table of ['kick_cursors', 'kick_deliveries', 'kick_begun_events'])
			expect(await place.query(`SELECT guild_id FROM ${table} WHERE consumer = 'host:late'`)).toEqual([]);
		for (const { taken, guildIds } of channels) {
			for (const guildId of guildIds) {
				let next = 0;
				for (const [round, end] of ends.entries()) {
					const part = late.all.slice(ends[round - 1] ?? 0, end).filter((effect) => effect.guildId === guildId);
					const first = part.length === 0 ? next : taken.indexOf(part[0]!.eventId);
					expect(first).toBeGreaterThanOrEqual(next);
					next = first + part.length;
					expect(part.map(({ eventId }) => eventId)).toEqual(taken.slice(first, next));
				}
			}
		}
		expect(bot.isRunning).toBe(true);
	});
});
