import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { testPostgresUrl } from './postgresqlAnswers.js';

export interface PostgresqlServer {
	url: string;
	/** Prefix of every schema of this run. */
	prefix: string;
}

declare module 'vitest' {
	interface ProvidedContext {
		/** `null` if no server answers. */
		postgresql: PostgresqlServer | null;
	}
}

const AnswerMs = 3_000;

/** Runs once for each project; the message should appear only once. */
const state = globalThis as { hasReportedMissingPostgresql?: boolean };

/** Looks for the PostgreSQL server of the tests. Afterwards it removes everything that this run has created. */
export default async function setup({ provide }: TestProject): Promise<(() => Promise<void>) | undefined> {
	const url = testPostgresUrl;
	const pool = new pg.Pool({ connectionString: url, max: 1, connectionTimeoutMillis: AnswerMs });
	try {
		await pool.query('SELECT 1');
	} catch (error) {
		await pool.end();
		skip(new URL(url), error);
		provide('postgresql', null);
		return undefined;
	}
	const prefix = `kick_test_${process.pid}_${Date.now().toString(36)}_`;
	provide('postgresql', { url, prefix });
	return async () => {
		const { rows } = await pool.query<{ name: string }>(
			'SELECT nspname AS name FROM pg_namespace WHERE starts_with(nspname, $1)',
			[prefix]
		);
		for (const { name } of rows) await pool.query(`DROP SCHEMA IF EXISTS "${name}" CASCADE`);
		await pool.end();
	};
}

function skip({ host }: URL, error: unknown): void {
	const message = `no server at ${host}; set TEST_POSTGRES_URL to one`;
	if (process.env.CI === 'true') throw new Error(`PostgreSQL tests can't run: ${message}.`, { cause: error });
	if (!state.hasReportedMissingPostgresql) console.warn(`PostgreSQL tests skipped: ${message}.`);
	state.hasReportedMissingPostgresql = true;
}
