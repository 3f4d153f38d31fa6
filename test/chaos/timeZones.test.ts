import { expect, it } from 'vitest';
import { ChaosWorld } from './support/ChaosWorld.js';
import { expectHandledInOrder } from './support/expectHandledInOrder.js';
import { Load } from './support/Load.js';
import { Random } from './support/Random.js';
import { installed } from './support/servers/installed.js';
import { PostgresqlServer } from './support/servers/PostgresqlServer.js';

const initdb = await installed('initdb');
const EventsBetween = 200;

it.skipIf(!initdb).for(['America/New_York', 'Asia/Kolkata'])(
	'handles events in one of two processes on a PostgreSQL in %s, and in the other when that one dies',
	async (timezone) => {
		const random = Random.announced(`two processes in ${timezone}`);
		const postgresql = await PostgresqlServer.start(initdb!, { timezone });
		const world = await ChaosWorld.start({ databaseUrl: postgresql.url, channels: 4, guildsPerChannel: 2 });
		const { channels, effects } = world;
		// Behind a pooler the plugin leaves the session's settings as they are.
		const sessions = (parameters: Record<string, string>) => {
			const url = new URL(postgresql.url);
			for (const [name, value] of Object.entries({ pgbouncer: 'true', ...parameters }))
				url.searchParams.set(name, value);
			return { DATABASE_URL: url.href, RECORD_DELAY_MS: '10' };
		};
		const first = world.spawnBot(sessions({ options: '-c timezone=UTC' }));
		await first.ready;
		const second = await world.spawnAnother(sessions({}));
		await second.ready;

		const urlOf = () => random.pick([first, second].filter(({ isRunning }) => isRunning)).url ?? undefined;
		const load = new Load(channels, urlOf);
		await effects.untilHandledBy(first, EventsBetween);
		expect(effects.by(second)).toEqual([]);
		await first.kill();
		await effects.untilHandledBy(second, EventsBetween);
		await load.stop();

		for (const { taken, guildIds } of channels) await effects.untilHandled(taken, guildIds);
		for (const channel of channels) expectHandledInOrder(effects, channel, [first]);
	}
);
