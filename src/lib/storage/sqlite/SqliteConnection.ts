import Driver from 'libsql';
import type { SqliteValue } from './sqliteValues.js';

/** Enough for every statement that the plugin has; a batch makes some of its own size. */
const MaxStatements = 128;

interface SqliteColumn {
	name: string;
	/** As the table declares it; `null` for an expression. */
	declaredType: string | null;
}

export interface SqliteRows {
	columns: readonly SqliteColumn[];
	rows: SqliteValue[][];
}

interface Statement {
	/** Empty for a statement that returns nothing. */
	columns: readonly SqliteColumn[];
	run(values: SqliteValue[]): number;
	all(values: SqliteValue[]): SqliteValue[][];
}

/**
 * One SQLite file over the synchronous driver, open for good: pragmas are per connection.
 *
 * The driver must not be touched once it is closed: its statements go on writing, and some calls abort the process.
 */
export class SqliteConnection {
	#driver: Driver.Database | null;
	readonly #statements = new Map<string, Statement>();

	public constructor(path: string) {
		this.#driver = new Driver(path);
	}

	public get isOpen(): boolean {
		return this.#driver !== null;
	}

	public get inTransaction(): boolean {
		return this.#driver?.inTransaction ?? false;
	}

	public query(sql: string, values: SqliteValue[] = []): SqliteRows {
		const statement = this.#prepare(sql);
		if (statement.columns.length > 0) return { columns: statement.columns, rows: statement.all(values) };
		statement.run(values);
		return { columns: [], rows: [] };
	}

	/** Answers how many rows it changed. */
	public execute(sql: string, values: SqliteValue[]): number {
		return this.#prepare(sql).run(values);
	}

	/** Runs statements without values, separated by semicolons. */
	public script(sql: string): void {
		this.#open().exec(sql);
	}

	/** Writes what is in the log to the file itself, and waits for the disk. Throws while a transaction or another process is in the way. */
	public checkpoint(): void {
		const [[busy] = []] = this.query('PRAGMA wal_checkpoint(FULL)').rows;
		if (busy !== 0n) throw new Error('The database is in use.');
	}

	/** Moves all that was written into the file itself. The driver lets go of it as soon as its statements are collected. */
	public close(): void {
		if (!this.#driver) return;
		const driver = this.#driver;
		this.#driver = null;
		this.#statements.clear();
		try {
			driver.exec('PRAGMA wal_checkpoint(TRUNCATE)');
		} finally {
			driver.close();
		}
	}

	#open(): Driver.Database {
		if (!this.#driver) throw new Error('The database is closed');
		return this.#driver;
	}

	#prepare(sql: string): Statement {
		const driver = this.#open();
		const statement = this.#statements.get(sql) ?? prepare(driver, sql);
		// Deleted and set again, the newest is last and the first is the one to go.
		this.#statements.delete(sql);
		this.#statements.set(sql, statement);
		if (this.#statements.size > MaxStatements) {
			const [oldest] = this.#statements.keys();
			this.#statements.delete(oldest!);
		}
		return statement;
	}
}

function prepare(driver: Driver.Database, sql: string): Statement {
	const statement = driver.prepare<[SqliteValue[]]>(sql);
	statement.safeIntegers(true);
	const run = (values: SqliteValue[]) => Number(statement.run(values).changes);
	if (!returnsRows(statement)) return { columns: [], run, all: () => [] };
	const columns = statement.columns().map(({ name, type }) => ({ name, declaredType: type }));
	return { columns, run, all: (values) => statement.all(values) as SqliteValue[][] };
}

/** The driver's `reader` is also true for an UPDATE; only `raw` knows. */
function returnsRows(statement: Driver.Statement<[SqliteValue[]]>): boolean {
	try {
		statement.raw(true);
		return true;
	} catch {
		return false;
	}
}
