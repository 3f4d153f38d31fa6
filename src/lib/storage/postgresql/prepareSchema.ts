import type { SqlDriverAdapter, SqlQueryable } from '@prisma/driver-adapter-utils';
import { KickError } from '../../kick/errors.js';
import { inTransaction } from '../direct/DirectClient.js';

/**
 * Returns the schema that tables are created in. Creates the one of the URL when it is missing, like `prisma migrate`.
 */
export async function prepareSchema(adapter: SqlDriverAdapter, wanted: string | null): Promise<string> {
	if (wanted !== null && (await currentSchema(adapter)) === null) await createSchema(adapter, wanted);
	const schema = await currentSchema(adapter);
	if (schema !== null) return schema;
	throw new KickError(
		'storage_unavailable',
		'The user of DATABASE_URL has no schema to work in: name one with ?schema=public, or set the ' +
			'search_path of the user.'
	);
}

/** Returns `null` when none of the connection's schemas exists. */
async function currentSchema(adapter: SqlDriverAdapter): Promise<string | null> {
	const { rows } = await adapter.queryRaw({ sql: 'SELECT current_schema()::text', args: [], argTypes: [] });
	return rows[0]?.[0] === null ? null : String(rows[0]?.[0]);
}

async function createSchema(adapter: SqlDriverAdapter, name: string): Promise<void> {
	const sql = `CREATE SCHEMA IF NOT EXISTS "${name.replaceAll('"', '""')}"`;
	const create = async (transaction: SqlQueryable) => {
		// Two processes that create the same schema at once can't see each other, so one of them would fail.
		await transaction.executeRaw({ sql: 'SELECT pg_advisory_xact_lock(72707369)', args: [], argTypes: [] });
		await transaction.executeRaw({ sql, args: [], argTypes: [] });
	};
	await inTransaction(adapter, create, { level: 'READ COMMITTED' });
}
