import { describe, expect, it } from 'vitest';
import { databaseProviders, temporaryPlace } from '../support/temporaryDatabase.js';
import { ChaosWorld } from './support/ChaosWorld.js';
import { expectHandledInOrder } from './support/expectHandledInOrder.js';
import type { RecorderBot } from './support/RecorderBot.js';

const ExitCode = 9;
const DelayMs = '20';

describe.each(databaseProviders)(
	'consumers on %s, of which one hangs, one always throws and one ends the process',
	(provider) => {
		it('do not affect the others, and the fatal event becomes a dead letter of its consumer', async () => {
			const place = await temporaryPlace(provider);
			const world = await ChaosWorld.start({ databaseUrl: place.url, channels: 2, guildsPerChannel: 3 });
			const [channel, other] = world.channels;
			const healthy = [world.effects, world.effectsOf('healthy')];
			const exiting = world.effectsOf('exiting');
			const broken = [world.effectsOf('hanging'), world.effectsOf('throwing')];
			const fatalIn = channel!.guildIds[1]!;
			const fatal = channel!.write();
			const environment = {
				RECORD_CONSUMERS: 'hanging,throwing,exiting,healthy',
				RECORD_EXITS_BY: 'exiting',
				RECORD_EXITS_AT: fatal.messageId,
				RECORD_EXITS_IN: fatalIn,
				RECORD_DELAY_MS: DelayMs
			};

			// One after the other, so that the order of a channel is known. Each is sent again until a bot accepts it.
			let sent: Promise<unknown> = Promise.resolve();
			const send = () => {
				sent = sent.then(() => Promise.all([channel!.send(), other!.send()]));
			};
			const ended: RecorderBot[] = [];
			for (let start = 1; start <= 3; start++) {
				const bot = world.spawnBot(environment);
				if (start === 1) {
					await bot.ready;
					send();
					sent = sent.then(() => channel!.send(fatal));
				}
				send();
				expect(await bot.ended()).toBe(ExitCode);
				ended.push(bot);
			}
			const last = world.spawnBot(environment);
			await last.ready;
			for (let index = 0; index < 5; index++) send();
			await sent;

			for (const effects of healthy) {
				for (const { taken, guildIds } of world.channels) await effects.untilHandled(taken, guildIds);
				for (const each of world.channels) expectHandledInOrder(effects, each, ended);
			}
			const notFatal = channel!.taken.filter((eventId) => eventId !== fatal.messageId);
			const withFatal = channel!.guildIds.filter((guildId) => guildId !== fatalIn);
			for (const each of [
				{ taken: notFatal, guildIds: [fatalIn] },
				{ taken: channel!.taken, guildIds: withFatal },
				other!
			]) {
				await exiting.untilHandled(each.taken, each.guildIds);
				expectHandledInOrder(exiting, each, ended);
			}
			for (const effects of broken) expect(effects.all).toEqual([]);
			await last.hasHealth(200);

			// Events that hang or throw may be dead letters already.
			const deadLetters = await place.query(`
			SELECT consumer, kick_deliveries.guild_id, event_id, attempts, kick_deliveries.error
			FROM kick_deliveries JOIN kick_events ON kick_events.seq = kick_deliveries.event_seq
			WHERE kick_deliveries.state = 'dead_letter' AND consumer NOT IN ('host:hanging', 'host:throwing')`);
			expect(deadLetters).toEqual([
				{
					consumer: 'host:exiting',
					guild_id: fatalIn,
					event_id: fatal.messageId,
					attempts: 3,
					error: 'The bot ended 3 times while it handled this event.'
				}
			]);
			await last.kill();
		});
	}
);
