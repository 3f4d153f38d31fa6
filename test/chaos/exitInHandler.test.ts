import { describe, expect, it } from 'vitest';
import { databaseProviders, temporaryPlace } from '../support/temporaryDatabase.js';
import { ChaosWorld } from './support/ChaosWorld.js';

const ExitCode = 9;

describe.each(databaseProviders)('an event on %s whose handler ends the process', (provider) => {
	it('becomes a dead letter of its server after three starts that died in it, and all others are handled', async () => {
		const place = await temporaryPlace(provider);
		const world = await ChaosWorld.start({ databaseUrl: place.url, channels: 2, guildsPerChannel: 5 });
		const [channel, other] = world.channels;
		// Neither the first nor the last server: some are processed before it, and some after.
		const fatalIn = channel!.guildIds[2]!;
		const othersOfChannel = channel!.guildIds.filter((guildId) => guildId !== fatalIn);
		const fatal = channel!.write();
		const environment = { RECORD_EXITS_AT: fatal.messageId, RECORD_EXITS_IN: fatalIn, RECORD_DELAY_MS: '50' };

		// Each is sent again until a bot accepts it, so a later start accepts some of them.
		const sent: Promise<unknown>[] = [];
		const send = () => sent.push(channel!.send(), other!.send());
		for (let start = 1; start <= 3; start++) {
			const bot = world.spawnBot(environment);
			if (start === 1) {
				await bot.ready;
				send();
				sent.push(channel!.send(fatal));
			}
			send();
			expect(await bot.ended()).toBe(ExitCode);
		}
		const last = world.spawnBot(environment);
		await last.ready;
		send();
		await Promise.all(sent);

		await world.effects.untilHandled(channel!.taken, othersOfChannel);
		await world.effects.untilHandled(other!.taken, other!.guildIds);
		const notFatal = channel!.taken.filter((eventId) => eventId !== fatal.messageId);
		await world.effects.untilHandled(notFatal, [fatalIn]);
		await last.hasHealth(200);
		expect(last.isRunning).toBe(true);

		const deadLetters = await place.query(`
			SELECT kick_events.event_id, kick_deliveries.guild_id, attempts, kick_deliveries.error
			FROM kick_deliveries JOIN kick_events ON kick_events.seq = kick_deliveries.event_seq
			WHERE kick_deliveries.state = 'dead_letter'`);
		expect(deadLetters).toEqual([
			{
				event_id: fatal.messageId,
				guild_id: fatalIn,
				attempts: 3,
				error: 'The bot ended 3 times while it handled this event.'
			}
		]);
		expect(await place.query('SELECT guild_id FROM kick_begun_events')).toEqual([]);
	});
});

it.skipIf(!databaseProviders.includes('postgresql'))(
	'an event that kills one process after another is counted in the database, and stops no server of other processes',
	async () => {
		const place = await temporaryPlace('postgresql');
		const world = await ChaosWorld.start({ databaseUrl: place.url, channels: 1, guildsPerChannel: 4 });
		const [channel] = world.channels;
		// Every second server belongs to shard 0, whose processes die.
		const fatalIn = channel!.guildIds[0]!;
		const fatal = channel!.write();
		const environment = {
			RECORD_EXITS_AT: fatal.messageId,
			RECORD_EXITS_IN: fatalIn,
			RECORD_DELAY_MS: '50',
			SHARD_COUNT: '2'
		};
		const receiver = world.spawnBot({ ...environment, SHARDS: '1' });
		const standbys = Array.from({ length: 4 }, () => world.spawnWithoutWebhooks({ ...environment, SHARDS: '0' }));
		await Promise.all([receiver, ...standbys].map(({ ready }) => ready));

		await channel!.send(fatal);
		for (let index = 0; index < 3; index++) await channel!.send();
		const ofOthers = channel!.guildIds.filter((guildId) => guildId !== fatalIn);
		await world.effects.untilHandled(channel!.taken, ofOthers);
		await world.effects.untilHandled(
			channel!.taken.filter((eventId) => eventId !== fatal.messageId),
			[fatalIn]
		);
		expect(standbys.filter(({ isRunning }) => isRunning)).toHaveLength(1);
		expect(receiver.isRunning).toBe(true);
		expect(await place.query("SELECT guild_id, attempts FROM kick_deliveries WHERE state = 'dead_letter'")).toEqual([
			{ guild_id: fatalIn, attempts: 3 }
		]);
	}
);
