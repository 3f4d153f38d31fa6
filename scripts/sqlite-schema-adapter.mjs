// The driver adapter of schema-engine.mjs for SQLite: catalog queries and migration scripts, nothing else.
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { ColumnTypeEnum, DriverAdapterError } from '@prisma/driver-adapter-utils';
import Driver from 'libsql';

const adapterName = 'sqlite-schema-adapter';

class SqliteSchemaAdapter {
	provider = 'sqlite';
	adapterName = adapterName;
	#path;
	#opened = null;

	constructor(path) {
		this.#path = path;
	}

	// The engine connects even when it needs no database: only a query creates the file.
	get #driver() {
		if (!this.#opened) {
			if (this.#path !== ':memory:') mkdirSync(dirname(this.#path), { recursive: true });
			this.#opened = new Driver(this.#path);
		}
		return this.#opened;
	}

	async queryRaw({ sql, args }) {
		return attempt(() => {
			const statement = this.#driver.prepare(sql);
			if (!isReader(statement)) {
				statement.run(args);
				return { columnNames: [], columnTypes: [], rows: [] };
			}
			const rows = statement.all(args);
			const columns = statement.columns();
			return {
				columnNames: columns.map((column) => column.name),
				columnTypes: columns.map((column, index) =>
					columnType(column.type, rows.find((row) => row[index] !== null)?.[index])
				),
				rows
			};
		});
	}

	async executeRaw({ sql, args }) {
		// The engine replays whole migration files, many statements at once, with this method.
		if (args.length === 0) {
			await this.executeScript(sql);
			return 0;
		}
		return attempt(() => Number(this.#driver.prepare(sql).run(args.map(toSql)).changes));
	}

	async executeScript(script) {
		attempt(() => this.#driver.exec(script));
	}

	async startTransaction() {
		throw new Error('The schema engine starts no transactions');
	}

	async dispose() {
		this.#opened?.close();
	}
}

function isReader(statement) {
	try {
		statement.raw(true);
		return true;
	} catch {
		return false;
	}
}

function columnType(declared, value) {
	if (declared?.toUpperCase() === 'DATETIME') return ColumnTypeEnum.DateTime;
	if (typeof value === 'string') return ColumnTypeEnum.Text;
	return Number.isInteger(value ?? 0) ? ColumnTypeEnum.Int64 : ColumnTypeEnum.Double;
}

function toSql(value) {
	if (value instanceof Date) return value.toISOString().replace('Z', '+00:00');
	return typeof value === 'boolean' ? Number(value) : value;
}

function attempt(run) {
	try {
		return run();
	} catch (error) {
		const origin = { originalCode: error.code, originalMessage: error.message };
		const table = /no such table: (\S+)/.exec(error.message)?.[1];
		throw new DriverAdapterError(
			table
				? { kind: 'TableDoesNotExist', table, ...origin }
				: { kind: 'sqlite', extendedCode: error.rawCode ?? 1, message: error.message, ...origin }
		);
	}
}

export function sqliteSchemaAdapter(path) {
	return {
		provider: 'sqlite',
		adapterName,
		connect: async () => new SqliteSchemaAdapter(path || ':memory:'),
		connectToShadowDb: async () => new SqliteSchemaAdapter(':memory:')
	};
}
