import Driver from 'libsql';
import { describe, expect, it, onTestFinished } from 'vitest';
import { nextEvents } from '../../../../src/lib/storage/consumers/nextEvents.js';
import { skipUnwanted, waitingBetween, waitingQueues } from '../../../../src/lib/storage/consumers/waitingQueues.js';
import { ListenersConsumer } from '../../../../src/lib/storage/consumers/wholeLog.js';
import type { Statements } from '../../../../src/lib/storage/direct/DirectClient.js';
import { pruneEvents } from '../../../../src/lib/storage/events/pruneEvents.js';
import { loggedChannels, newestExcess, pruneExcess } from '../../../../src/lib/storage/events/pruneExcess.js';
import { Prisma } from '../../../../src/lib/storage/prisma.js';
import { rowLocks } from '../../../../src/lib/storage/support/rowLocks.js';
import { openForTest, temporaryPlace } from '../../../support/temporaryDatabase.js';
import { linkServers } from '../support/linkServers.js';
import { newEvent } from '../support/newEvent.js';

const channel = 123456;
const listeners = { name: ListenersConsumer, types: null };
const queue = { consumer: ListenersConsumer, guildId: '1' };
const before = Date.UTC(2027, 0, 1);

/** Returns statements that add SQLite's query plan to the list, and run the query. */
function explaining(driver: Driver.Database, plans: string[]): Statements {
	const explain = (query: TemplateStringsArray | Prisma.Sql, values: unknown[]) => {
		const { sql, values: given } = 'raw' in query ? Prisma.sql(query, ...values) : query;
		const bound = given.map((value) => (value instanceof Date ? value.toISOString() : value));
		const steps = driver.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(bound) as { detail: string }[];
		plans.push(...steps.map(({ detail }) => detail));
		return driver.prepare(sql).all(bound);
	};
	return {
		$queryRaw: async <Rows>(query: TemplateStringsArray | Prisma.Sql, ...values: unknown[]) =>
			explain(query, values) as Rows,
		$executeRaw: async (query, ...values) => explain(query, values).length
	};
}

/** Queries that run often, in a log of millions of rows. */
const lookups: Record<string, (statements: Statements) => Promise<unknown>> = {
	'which servers have something waiting': (statements) => waitingQueues(statements, listeners),
	'which servers got something': (statements) => waitingBetween(statements, listeners, 0, Number.MAX_SAFE_INTEGER),
	'which positions can move': (statements) =>
		skipUnwanted(statements, { name: 'host:crm', types: ['channel.followed'] }, Number.MAX_SAFE_INTEGER),
	'what waits for a server': (statements) => nextEvents(statements, queue, null, 200),
	'what of some types waits for a server': (statements) => nextEvents(statements, queue, ['channel.followed'], 200),
	'which channels have a log': (statements) => loggedChannels(statements),
	'where the log of a channel is too long': (statements) => newestExcess(statements, channel, 100),
	'where the log without a channel is too long': (statements) => newestExcess(statements, null, 100),
	'what is old': (statements) =>
		pruneEvents(statements, { after: 0, before, limit: 500 }, [ListenersConsumer], rowLocks.sqlite),
	'what of a channel goes': (statements) =>
		pruneExcess(
			statements,
			{ broadcasterUserId: channel, upTo: Number.MAX_SAFE_INTEGER, before: new Date(before), limit: 500 },
			[ListenersConsumer],
			rowLocks.sqlite
		)
};

describe.each([['no statistics'], ['statistics']])(
	'with %s, SQLite searches an index and reads no table through to find',
	(statistics) => {
		it.each(Object.entries(lookups))('%s', async (_what, look) => {
			const place = await temporaryPlace('sqlite');
			const database = await openForTest(place);
			await linkServers(database, ['1']);
			await database.events.insert(Array.from({ length: 500 }, (_, number) => newEvent(number)));
			const driver = new Driver(place.url.slice('file:'.length));
			onTestFinished(() => void driver.close());
			if (statistics === 'statistics') driver.exec('ANALYZE');

			const plans: string[] = [];
			await look(explaining(driver, plans));
			expect(plans.filter((step) => /kick_/.test(step))).not.toEqual([]);
			// There are as many cursors as linked servers, and two rows that say how far the log goes.
			expect(plans.filter((step) => /^SCAN kick_(?!cursors|log)/.test(step))).toEqual([]);
		});
	}
);
