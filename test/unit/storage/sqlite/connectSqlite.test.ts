import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connectSqlite } from '../../../../src/lib/storage/sqlite/connectSqlite.js';
import { temporaryFolder } from '../../../support/temporaryFolder.js';

describe('an SQLite connection', () => {
	it.each([
		['journal_mode', 'wal'],
		['synchronous', 2n],
		['foreign_keys', 1n]
	])('has %s set to %s', async (pragma, value) => {
		const connection = await connectSqlite(join(temporaryFolder(), 'kick.db'));
		onTestFinished(() => connection.close());
		expect(connection.query(`PRAGMA ${pragma}`).rows).toEqual([[value]]);
	});
});
