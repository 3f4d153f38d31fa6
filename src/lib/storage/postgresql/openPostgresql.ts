import type { PrismaPg } from '@prisma/adapter-pg';
import { migrations } from '../../../generated/migrations.js';
import { KickError } from '../../kick/errors.js';
import { Database, type DatabaseSettings } from '../Database.js';
import { DirectClient } from '../direct/DirectClient.js';
import type { PrismaClient } from '../prisma.js';
import { applyPostgresqlMigrations } from './applyPostgresqlMigrations.js';
import { connectionConfig } from './connectionConfig.js';
import { PostgresqlAdapter } from './PostgresqlAdapter.js';
import { PostgresqlEventWriter } from './PostgresqlEventWriter.js';
import { postgresqlUnavailable } from './postgresqlUnavailable.js';
import { type PostgresqlUrl, parsePostgresqlUrl } from './postgresqlUrl.js';
import { prepareSchema } from './prepareSchema.js';

/** A migration may rebuild a large table, or wait for another process that does. */
const MigrationStatementMs = 10 * 60_000;
const StatementMs = 10_000;
const Unnamed = '';

interface Prepared {
	schema: string;
	migrated: string[];
}

/** Opens a PostgreSQL database. Loads the driver only here, because a bot on SQLite does not need it. */
export async function openPostgresql(url: string, settings: DatabaseSettings): Promise<Database> {
	const target = parsePostgresqlUrl(url);
	try {
		const [{ PrismaPg }, { PrismaClient }] = await Promise.all([
			import('@prisma/adapter-pg'),
			import('../../../generated/postgresql/client.js')
		]);
		const { schema, migrated } = await prepare(PrismaPg, target);
		const limits = { connections: target.connectionLimit, statementMs: StatementMs };
		// A pooler refuses settings for a connection, so without `schema` the search path of the database user applies.
		const searchPath = target.behindPooler ? target.schema : schema;
		// A pooler may run each statement on another connection.
		const statementNameGenerator = target.behindPooler ? () => Unnamed : statementName;
		const options = { schema, statementNameGenerator };
		const pool = await new PrismaPg(connectionConfig(target, searchPath, limits), options).connect();
		const adapter = new PostgresqlAdapter(pool);
		const prisma = new PrismaClient({
			adapter,
			// The default format prints the arguments of a failed call, which contain tokens and messages.
			errorFormat: 'minimal',
			transactionOptions: { maxWait: 10_000, timeout: 15_000 }
		});
		const direct = new DirectClient(adapter);
		return new Database({
			// The two clients differ only in JSON filters and isolation levels, and neither is used.
			prisma: prisma as unknown as PrismaClient,
			direct,
			writer: new PostgresqlEventWriter(direct),
			provider: 'postgresql',
			migrated,
			settings,
			check: async () => undefined,
			dispose: () => adapter.dispose()
		});
	} catch (error) {
		throw error instanceof KickError ? error : postgresqlUnavailable(error);
	}
}

/**
 * Returns the name that a statement has in a leading comment. Each connection parses and plans a named statement only
 * once.
 */
function statementName({ sql }: { sql: string }): string {
	return /^\s*\/\* (\w+) \*\//.exec(sql)?.[1] ?? Unnamed;
}

/** Prepares schema and tables on a separate connection, because that may take longer than later statements. */
async function prepare(Adapter: typeof PrismaPg, target: PostgresqlUrl): Promise<Prepared> {
	const limits = { connections: 1, statementMs: MigrationStatementMs };
	const adapter = await new Adapter(connectionConfig(target, target.schema, limits)).connect();
	try {
		const schema = await prepareSchema(adapter, target.schema);
		return { schema, migrated: await applyPostgresqlMigrations(adapter, migrations.postgresql) };
	} finally {
		await adapter.dispose();
	}
}
