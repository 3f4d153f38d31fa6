import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Cluster } from '../../../src/lib/cluster/Cluster.js';
import type { RedisLink } from '../../../src/lib/redis/RedisLink.js';
import { recordingLogger } from '../../support/recordingLogger.js';
import { temporaryDatabase } from '../../support/temporaryDatabase.js';

it('of all that others may write to Redis, only ids of servers wake one', async () => {
	const { leases } = await temporaryDatabase();
	const woken: string[] = [];
	let publish = (_message: string): void => undefined;
	const redis = {
		start: (listen: Record<string, (message: string) => void>) => {
			publish = listen['kick:wake']!;
		},
		stop: async () => undefined
	} as unknown as RedisLink;
	const cluster = new Cluster({
		leases,
		redis,
		discord: { shards: () => ({ ids: [0], count: 1 }) },
		logger: recordingLogger(),
		onGained: () => undefined,
		onLeading: () => undefined,
		// The dispatcher's first question: a text that is not a number would throw here, where nothing catches it.
		onWake: (guildId) => void (cluster.owns(guildId) && woken.push(guildId))
	});
	await cluster.start();
	try {
		publish('1146912345678901234');
		expect(woken).toEqual(['1146912345678901234']);
		fc.assert(
			fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json(), fc.bigInt().map(String)), (message) => {
				woken.length = 0;
				publish(message);
				expect(woken).toEqual(/^\d{1,20}$/.test(message) ? [message] : []);
			})
		);
	} finally {
		await cluster.stop();
	}
});
