import { expect, it, onTestFinished, vi } from 'vitest';
import { GuildRoutes } from '../../../../src/lib/events/receiving/GuildRoutes.js';
import { recordingLogger } from '../../../support/recordingLogger.js';

/** Answers each look at the links of a channel when the test says so, and a look at all of them at once. */
function routesOf(followAll: () => Promise<string[]> = async () => []) {
	const looks: ((guildIds: string[]) => void)[] = [];
	const asked: unknown[][] = [];
	const logger = recordingLogger();
	const followLinks = (names: readonly string[], channel?: number): Promise<string[]> => {
		asked.push(channel === undefined ? [names] : [names, channel]);
		return channel === undefined ? followAll() : new Promise((resolve) => looks.push(resolve));
	};
	const routes = new GuildRoutes({ cursors: { followLinks }, consumers: () => ['listeners', 'host:crm'], logger });
	return { looks, routes, asked, logger };
}

it('no event passes another while the servers are looked up', async () => {
	const { looks, routes } = routesOf();
	const order: number[] = [];
	const asked = [1, 2, 3].map(async (number) => {
		await routes.guildsOf(5);
		order.push(number);
	});
	expect(looks).toHaveLength(1);
	looks[0]?.(['1']);
	await Promise.all(asked);
	expect(order).toEqual([1, 2, 3]);
	expect(await routes.guildsOf(5)).toEqual(new Set(['1']));
	expect(looks).toHaveLength(1);
});

it('the servers of a channel are known at once while they are kept, and looked up again after a second', async () => {
	vi.useFakeTimers({ toFake: ['Date'] });
	onTestFinished(() => void vi.useRealTimers());
	const { looks, routes } = routesOf();
	const first = routes.guildsOf(5);
	looks[0]?.(['1']);
	await first;
	expect(routes.guildsOf(5)).toEqual(new Set(['1']));
	vi.advanceTimersByTime(1_000);
	expect(routes.guildsOf(5)).toBeInstanceOf(Promise);
	expect(looks).toHaveLength(2);
});

it('a change makes it look again, also while it looks', async () => {
	const { looks, routes } = routesOf();
	const before = routes.guildsOf(5);
	await routes.changed();
	const after = routes.guildsOf(5);
	looks[1]?.(['2']);
	looks[0]?.([]);
	expect([await before, await after]).toEqual([new Set(), new Set(['2'])]);
	expect(await routes.guildsOf(5)).toEqual(new Set(['2']));
	expect(looks).toHaveLength(2);
});

it('whoever asks makes the positions of all consumers follow the links of the channel, and a change those of all channels', async () => {
	const { looks, routes, asked } = routesOf();
	const guilds = routes.guildsOf(5);
	looks[0]?.(['1']);
	await guilds;
	await routes.changed();
	expect(asked).toEqual([[['listeners', 'host:crm'], 5], [['listeners', 'host:crm']]]);
});

it('a change that can not be followed yet is told in the log, and the links are read again', async () => {
	const { looks, routes, logger } = routesOf(() => Promise.reject(new Error('no database')));
	const before = routes.guildsOf(5);
	looks[0]?.(['1']);
	await before;
	await routes.changed();
	expect(logger.lines.join()).toContain('could not follow the links yet');
	const after = routes.guildsOf(5);
	looks[1]?.(['2']);
	expect(await after).toEqual(new Set(['2']));
});

it('neither "nobody" nor a failure is kept', async () => {
	const { looks, routes } = routesOf();
	const nobody = routes.guildsOf(5);
	looks[0]?.([]);
	expect(await nobody).toEqual(new Set());
	void routes.guildsOf(5);
	expect(looks).toHaveLength(2);

	const failing = new GuildRoutes({
		cursors: { followLinks: () => Promise.reject(new Error('no database')) },
		consumers: () => [],
		logger: recordingLogger()
	});
	await expect(failing.guildsOf(5)).rejects.toThrow('no database');
	await expect(failing.guildsOf(5)).rejects.toThrow('no database');
});

it('the queues read again only where positions have changed: many servers may join at once', async () => {
	let hasChanged = false;
	const routes = new GuildRoutes({
		cursors: {
			followLinks: async (_names, _channel, onChanged) => {
				if (hasChanged) onChanged?.();
				return [];
			}
		},
		consumers: () => ['listeners'],
		logger: recordingLogger()
	});
	let told = 0;
	routes.onChanged = () => {
		told += 1;
	};
	const { version } = routes;
	await routes.changed();
	expect([told, routes.version]).toEqual([0, version]);
	hasChanged = true;
	await routes.changed();
	expect([told, routes.version]).toEqual([1, version + 1]);
});
