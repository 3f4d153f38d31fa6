import { expect, it, onTestFinished, vi } from 'vitest';
import { GuildRoutes } from '../../../../src/lib/events/receiving/GuildRoutes.js';
import { recordingLogger } from '../../../support/recordingLogger.js';

/** Answers each query of a channel's links, or of all links, when the test says so. */
function routesOf(followAll: () => Promise<string[]> = async () => []) {
	const lookups: ((guildIds: string[]) => void)[] = [];
	const asked: unknown[][] = [];
	const logger = recordingLogger();
	const followLinks = (names: readonly string[], channel?: number): Promise<string[]> => {
		asked.push(channel === undefined ? [names] : [names, channel]);
		return channel === undefined ? followAll() : new Promise((resolve) => lookups.push(resolve));
	};
	const routes = new GuildRoutes({ cursors: { followLinks }, consumers: () => ['listeners', 'host:crm'], logger });
	return { lookups, routes, asked, logger };
}

it('no event passes another while the servers are looked up', async () => {
	const { lookups, routes } = routesOf();
	const order: number[] = [];
	const asked = [1, 2, 3].map(async (number) => {
		await routes.guildsOf(5);
		order.push(number);
	});
	expect(lookups).toHaveLength(1);
	lookups[0]?.(['1']);
	await Promise.all(asked);
	expect(order).toEqual([1, 2, 3]);
	expect(await routes.guildsOf(5)).toEqual(new Set(['1']));
	expect(lookups).toHaveLength(1);
});

it('caches the servers of a channel, and looks them up again after a second', async () => {
	vi.useFakeTimers({ toFake: ['Date'] });
	onTestFinished(() => void vi.useRealTimers());
	const { lookups, routes } = routesOf();
	const first = routes.guildsOf(5);
	lookups[0]?.(['1']);
	await first;
	expect(routes.guildsOf(5)).toEqual(new Set(['1']));
	vi.advanceTimersByTime(1_000);
	expect(routes.guildsOf(5)).toBeInstanceOf(Promise);
	expect(lookups).toHaveLength(2);
});

it('looks them up again after a change, also during a lookup', async () => {
	const { lookups, routes } = routesOf();
	const before = routes.guildsOf(5);
	await routes.changed();
	const after = routes.guildsOf(5);
	lookups[1]?.(['2']);
	lookups[0]?.([]);
	expect([await before, await after]).toEqual([new Set(), new Set(['2'])]);
	expect(await routes.guildsOf(5)).toEqual(new Set(['2']));
	expect(lookups).toHaveLength(2);
});

it('a lookup moves all consumers’ positions to the links of the channel, a change those of all channels', async () => {
	const { lookups, routes, asked } = routesOf();
	const guilds = routes.guildsOf(5);
	lookups[0]?.(['1']);
	await guilds;
	await routes.changed();
	expect(asked).toEqual([[['listeners', 'host:crm'], 5], [['listeners', 'host:crm']]]);
});

it('reports a change that cannot be followed yet in the log, and reads the links again', async () => {
	const { lookups, routes, logger } = routesOf(() => Promise.reject(new Error('no database')));
	const before = routes.guildsOf(5);
	lookups[0]?.(['1']);
	await before;
	await routes.changed();
	expect(logger.lines.join()).toContain('Could not update the cursors of the event log');
	const after = routes.guildsOf(5);
	lookups[1]?.(['2']);
	expect(await after).toEqual(new Set(['2']));
});

it('caches neither "no servers" nor a failure', async () => {
	const { lookups, routes } = routesOf();
	const noServers = routes.guildsOf(5);
	lookups[0]?.([]);
	expect(await noServers).toEqual(new Set());
	void routes.guildsOf(5);
	expect(lookups).toHaveLength(2);

	const failing = new GuildRoutes({
		cursors: { followLinks: () => Promise.reject(new Error('no database')) },
		consumers: () => [],
		logger: recordingLogger()
	});
	await expect(failing.guildsOf(5)).rejects.toThrow('no database');
	await expect(failing.guildsOf(5)).rejects.toThrow('no database');
});

it('makes the queues read again only if positions have changed: many servers may join at once', async () => {
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
	let notified = 0;
	routes.onChanged = () => {
		notified += 1;
	};
	const { version } = routes;
	await routes.changed();
	expect([notified, routes.version]).toEqual([0, version]);
	hasChanged = true;
	await routes.changed();
	expect([notified, routes.version]).toEqual([1, version + 1]);
});
