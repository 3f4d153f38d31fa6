import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import type { TemporaryPlace } from '../TemporaryPlace.js';

/** Returns a new schema on the server of the tests. The plugin creates it when it opens the database. */
export async function postgresqlPlace(): Promise<TemporaryPlace> {
	const server = inject('postgresql');
	if (!server) throw new Error('There is no PostgreSQL server for this test.');
	const schema = `${server.prefix}${randomUUID().slice(0, 8)}`;
	const url = new URL(server.url);
	url.searchParams.set('schema', schema);

	async function query(sql: string): Promise<Record<string, unknown>[]> {
		const client = new pg.Client({ connectionString: server!.url, options: `-c search_path=${schema}` });
		await client.connect();
		try {
			return (await client.query<Record<string, unknown>>(sql)).rows;
		} finally {
			await client.end();
		}
	}
	return {
		provider: 'postgresql',
		url: url.href,
		run: async (script) => void (await query(`CREATE SCHEMA IF NOT EXISTS ${schema}; ${script}`)),
		query,
		remove: async () => void (await query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`))
	};
}
