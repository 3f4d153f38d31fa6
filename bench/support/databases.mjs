import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync } from 'node:fs';
import { join } from 'node:path';
import Driver from 'libsql';
import pg from 'pg';
import { atEnd } from './cleanUp.mjs';

const Server = process.env.BENCH_POSTGRESQL_URL ?? 'postgresql://postgres@127.0.0.1:5432/test';

/** Creates a separate database for one bot. `remove` deletes it; `run` and `query` execute SQL without the bot. */
export const databases = {
	/** The file is in the bot's temporary folder and is removed with it. */
	sqlite: async () => ({
		provider: 'sqlite',
		url: undefined,
		run: async (bot, statements) => runSqlite(join(bot.folder, 'kick.db'), statements),
		query: async (bot, statement) => querySqlite(join(bot.folder, 'kick.db'), statement),
		remove: async () => undefined
	}),
	async postgresql() {
		const schema = `kick_bench_${randomUUID().slice(0, 8)}`;
		const url = new URL(Server);
		url.searchParams.set('schema', schema);
		return {
			provider: 'postgresql',
			url: url.href,
			run: (_bot, statements) => runPostgresql(`SET search_path TO ${schema}`, ...statements),
			query: (_bot, statement) => runPostgresql(`SET search_path TO ${schema}`, statement),
			remove: atEnd(() => runPostgresql(`DROP SCHEMA IF EXISTS ${schema} CASCADE`))
		};
	}
};

/** @throws If PostgreSQL can't be reached, with a message for people. */
export async function checkPostgresql() {
	await runPostgresql('SELECT 1').catch((error) => {
		throw new Error(
			`The benchmark needs a PostgreSQL server (${error.message}). Start one, or set BENCH_POSTGRESQL_URL, ` +
				'for example to postgresql://postgres@127.0.0.1:5432/test.'
		);
	});
}

function runSqlite(path, statements) {
	const driver = new Driver(path);
	try {
		driver.exec('PRAGMA busy_timeout = 60000; PRAGMA synchronous = OFF; PRAGMA cache_size = -262144');
		for (const statement of statements) driver.exec(statement);
	} finally {
		driver.close();
	}
	// Pages that are not on the disk yet would be written during the measurement.
	const file = openSync(path, 'r+');
	fsyncSync(file);
	closeSync(file);
}

function querySqlite(path, statement) {
	const driver = new Driver(path);
	try {
		return driver.prepare(statement).all([]);
	} finally {
		driver.close();
	}
}

async function runPostgresql(...statements) {
	const client = new pg.Client({ connectionString: Server });
	await client.connect();
	try {
		let rows = [];
		for (const statement of statements) ({ rows } = await client.query(statement));
		return rows;
	} finally {
		await client.end();
	}
}
