import type { SqlDriverAdapter, SqlQueryable } from '@prisma/driver-adapter-utils';
import { KickError } from '../../kick/errors.js';
import { inTransaction } from '../direct/DirectClient.js';

/** The schema that tables are created in. One that the URL names is created when it is missing, as `prisma migrate` does. */
export async function prepareSchema(adapter: SqlDriverAdapter, wanted: string | null): Promise<string> {
	if (wanted !== null && (await currentSchema(adapter)) === null) await createSchema(adapter, wanted);
	const schema = await currentSchema(adapter);
	if (schema !== null) return schema;
	throw new KickError(
		'storage_unavailable',
		'The user of DATABASE_URL has no schema to work in: name one with ?schema=public, or set the search_path of the user.'
	);
}

/** `null` where none of the connection's schemas exists. */
async function currentSchema(adapter: SqlDriverAdapter): Promise<string | null> {
	const { rows } = await adapter.queryRaw({ sql: 'SELECT current_schema()::text', args: [], argTypes: [] });
	return rows[0]?.[0] === null ? null : String(rows[0]?.[0]);
}

async function createSchema(adapter: SqlDriverAdapter, name: string): Promise<void> {
	const sql = `CREATE SCHEMA IF NOT EXISTS "${name.replaceAll('"', '""')}"`;
	const create = async (transaction: SqlQueryable) => {
		// Two that create the same schema at once can't see each other: one of them would fail.
		await transaction.executeRaw({ sql: 'SELECT pg_advisory_xact_lock(72707369)', args: [], argTypes: [] });
		await transaction.executeRaw({ sql, args: [], argTypes: [] });
	};
	await inTransaction(adapter, create, { level: 'READ COMMITTED' });
}
