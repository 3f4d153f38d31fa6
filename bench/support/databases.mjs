import { randomUUID } from 'node:crypto';
import pg from 'pg';

const Server = process.env.BENCH_POSTGRESQL_URL ?? 'postgresql://postgres@127.0.0.1:5432/test';

/** A database of its own for one run: `remove` leaves nothing behind. */
export const databases = {
	/** In the bot's own temporary folder. */
	sqlite: async () => ({ url: undefined, remove: async () => undefined }),
	async postgresql() {
		const schema = `kick_bench_${randomUUID().slice(0, 8)}`;
		const url = new URL(Server);
		url.searchParams.set('schema', schema);
		return { url: url.href, remove: () => drop(schema) };
	}
};

async function drop(schema) {
	const client = new pg.Client({ connectionString: Server });
	await client.connect();
	await client.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
	await client.end();
}
