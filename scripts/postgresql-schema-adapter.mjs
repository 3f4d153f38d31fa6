// The driver adapter of schema-engine.mjs for PostgreSQL: catalog queries and migration scripts, nothing else.
// The official one can't read a type of the catalog ("char"), and the shadow database would need a server.
import { DriverAdapterError } from '@prisma/driver-adapter-utils';
import { columnType, readValue, typeIds } from './postgresql-catalog-values.mjs';

const adapterName = 'postgresql-schema-adapter';
const asText = (text) => text;

class PostgresqlSchemaAdapter {
	provider = 'postgres';
	adapterName = adapterName;
	#open;
	#opened = null;

	constructor(open) {
		this.#open = open;
	}

	// The engine connects even when it needs no database: only a query starts a server.
	get #driver() {
		this.#opened ??= this.#open();
		return this.#opened;
	}

	getConnectionInfo() {
		return { schemaName: 'public', supportsRelationJoins: true };
	}

	async queryRaw({ sql, args }) {
		const { fields, rows } = await this.#attempt((driver) => driver.query(sql, args));
		return {
			columnNames: fields.map((field) => field.name),
			columnTypes: fields.map((field) => columnType(field.dataTypeID)),
			rows: rows.map((row) => row.map((value, index) => readValue(value, fields[index].dataTypeID)))
		};
	}

	async executeRaw({ sql, args }) {
		// The engine replays whole migration files, many statements at once, with this method.
		if (args.length > 0) return this.#attempt(async (driver) => (await driver.query(sql, args)).changes);
		await this.executeScript(sql);
		return 0;
	}

	async executeScript(script) {
		await this.#attempt((driver) => driver.script(script));
	}

	async startTransaction() {
		throw new Error('The schema engine starts no transactions');
	}

	async dispose() {
		await (await this.#opened)?.close();
	}

	async #attempt(run) {
		try {
			return await run(await this.#driver);
		} catch (error) {
			if (!error.severity) throw error;
			const { code, severity, message, detail, column, hint } = error;
			const origin = { originalCode: code, originalMessage: message };
			throw new DriverAdapterError({ kind: 'postgres', code, severity, message, detail, column, hint, ...origin });
		}
	}
}

async function openServer(connectionString) {
	const { default: pg } = await import('pg');
	const client = new pg.Client({ connectionString, options: '-c TimeZone=UTC' });
	await client.connect();
	const types = { getTypeParser: () => asText };
	return {
		async query(text, values) {
			const { fields, rows, rowCount } = await client.query({ text, values, rowMode: 'array', types });
			return { fields, rows, changes: rowCount ?? 0 };
		},
		script: (sql) => client.query(sql),
		close: () => client.end()
	};
}

async function openInMemory() {
	const { PGlite } = await import('@electric-sql/pglite');
	const database = await PGlite.create();
	const parsers = Object.fromEntries(typeIds.map((typeId) => [typeId, asText]));
	return {
		async query(sql, values) {
			const { fields, rows, affectedRows } = await database.query(sql, values, { rowMode: 'array', parsers });
			return { fields, rows, changes: affectedRows ?? 0 };
		},
		script: (sql) => database.exec(sql),
		close: async () => database.closed || database.close()
	};
}

/**
 * Opens a database by its URL: `postgresql://…` is a server, `pglite:` a database in memory, as the shadow database is.
 * Of a server the engine only asks its version then, so the shadow answers for both: creating a database takes seconds.
 */
export function postgresqlSchemaAdapter(url) {
	let inMemory = null;
	const openShadow = () => {
		inMemory ??= openInMemory();
		return inMemory;
	};
	const open = url.startsWith('pglite:') ? openShadow : () => openServer(url);
	return {
		provider: 'postgres',
		adapterName,
		connect: async () => new PostgresqlSchemaAdapter(open),
		connectToShadowDb: async () => new PostgresqlSchemaAdapter(openShadow)
	};
}
