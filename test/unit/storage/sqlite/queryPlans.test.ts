import Driver from 'libsql';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Statements } from '../../../../src/lib/storage/direct/Statements.js';
import { pendingDeliveries } from '../../../../src/lib/storage/events/pendingDeliveries.js';
import { loggedGuilds, newestExcess, pruneExcess } from '../../../../src/lib/storage/events/pruneExcess.js';
import { oldestUnfinished } from '../../../../src/lib/storage/events/unfinishedIds.js';
import { Prisma } from '../../../../src/lib/storage/prisma.js';
import { openForTest, temporaryPlace } from '../../../support/temporaryDatabase.js';
import { newEvent } from '../support/newEvent.js';

const guildId = '1146912345678901234';

/** Tells the steps in which SQLite does each query, and does it. */
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

/** What runs again and again, in a log of millions of rows. */
const lookups: Record<string, (statements: Statements) => Promise<unknown>> = {
	'which servers have something waiting': (statements) => oldestUnfinished(statements),
	'what waits for a server': (statements) => pendingDeliveries(statements, guildId, 200),
	'which servers have a log': (statements) => loggedGuilds(statements),
	'where the log of a server is too long': (statements) => newestExcess(statements, guildId, 1_000),
	'what of it goes': (statements) =>
		pruneExcess(statements, { guildId, upTo: Number.MAX_SAFE_INTEGER, before: new Date('2027-01-01'), limit: 500 })
};

describe.each([['no statistics'], ['statistics']])(
	'with %s, SQLite searches an index and reads no table through to find',
	(statistics) => {
		it.each(Object.entries(lookups))('%s', async (_what, look) => {
			const place = await temporaryPlace('sqlite');
			const database = await openForTest(place);
			await database.events.insert(Array.from({ length: 500 }, (_, number) => newEvent(number)));
			const driver = new Driver(place.url.slice('file:'.length));
			onTestFinished(() => void driver.close());
			if (statistics === 'statistics') driver.exec('ANALYZE');

			const plans: string[] = [];
			await look(explaining(driver, plans));
			expect(plans.filter((step) => /kick_/.test(step))).not.toEqual([]);
			expect(plans.filter((step) => /^SCAN kick_/.test(step))).toEqual([]);
		});
	}
);
