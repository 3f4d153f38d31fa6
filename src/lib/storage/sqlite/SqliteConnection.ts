import Driver from 'libsql';
import { LRUCache } from 'lru-cache';
import { isBusy } from './sqliteError.js';
import type { SqliteValue } from './sqliteValues.js';

/** Enough for all statements of the plugin. A batch adds some for its own size. */
const MaxStatements = 128;

interface SqliteColumn {
	name: string;
	/** Type that the table declares; `null` for an expression. */
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
 * Connection to one SQLite file over the synchronous driver. It stays open, because pragmas are per connection.
 *
 * The driver must not be used after it is closed: its statements still write, and some calls abort the process.
 */
export class SqliteConnection {
	#driver: Driver.Database | null;
	readonly #statements = new LRUCache<string, Statement>({ max: MaxStatements });
	/** Repeats the statement that SQLite has suspended. */
	#suspended: (() => unknown) | null = null;

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
		return this.#run(() => {
			const statement = this.#prepare(sql);
			if (statement.columns.length > 0) return { columns: statement.columns, rows: statement.all(values) };
			statement.run(values);
			return { columns: [], rows: [] };
		});
	}

	/** Returns the number of changed or returned rows. */
	public execute(sql: string, values: SqliteValue[]): number {
		return this.#run(() => {
			const statement = this.#prepare(sql);
			// The driver's `run` stops at the first row, and the statement then stays open.
			return statement.columns.length > 0 ? statement.all(values).length : statement.run(values);
		});
	}

	/** Runs statements without values, separated by semicolons. */
	public script(sql: string): void {
		this.#endSuspended();
		this.#open().exec(sql);
	}

	/**
	 * Writes the log to the file itself, and waits for the disk. Throws when a transaction or another process is in the
	 * way.
	 */
	public checkpoint(): void {
		const [[busy] = []] = this.query('PRAGMA wal_checkpoint(FULL)').rows;
		if (busy !== 0n) throw new Error('The database is in use.');
	}

	/**
	 * Writes the log to the file itself and closes the connection. The driver releases the file when its statements are
	 * garbage-collected.
	 */
	public close(): void {
		if (!this.#driver) return;
		const driver = this.#driver;
		this.#driver = null;
		this.#suspended = null;
		this.#statements.clear();
		try {
			driver.exec('PRAGMA wal_checkpoint(TRUNCATE)');
		} finally {
			driver.close();
		}
	}

	/**
	 * Runs a statement, and ends it when SQLite suspends it.
	 *
	 * After SQLITE_BUSY, SQLite suspends a statement, and the driver resets it only when it runs again. Until then no
	 * transaction can commit, and a read keeps its locks.
	 *
	 * @see https://github.com/tursodatabase/libsql-js/pull/238
	 */
	#run<T>(statement: () => T): T {
		this.#endSuspended();
		try {
			return statement();
		} catch (error) {
			if (isBusy(error)) this.#suspend(statement);
			throw error;
		}
	}

	#suspend(statement: () => unknown): void {
		this.#suspended = statement;
		try {
			this.#endSuspended();
		} catch {
			// Still locked: the next statement ends it first.
		}
	}

	/**
	 * Repeats the suspended statement in read-only mode. A write fails at its first step, and a read ends when the lock
	 * is gone.
	 */
	#endSuspended(): void {
		const statement = this.#suspended;
		if (!statement) return;
		const driver = this.#open();
		driver.exec('PRAGMA query_only = ON');
		try {
			statement();
		} catch (error) {
			if (isBusy(error)) throw error;
		} finally {
			driver.exec('PRAGMA query_only = OFF');
		}
		this.#suspended = null;
	}

	#open(): Driver.Database {
		if (!this.#driver) throw new Error('The database is closed');
		return this.#driver;
	}

	#prepare(sql: string): Statement {
		const driver = this.#open();
		const known = this.#statements.get(sql);
		if (known) return known;
		const statement = prepare(driver, sql);
		this.#statements.set(sql, statement);
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

/** Returns whether a statement returns rows. Tests `raw`, because the driver's `reader` is also true for an UPDATE. */
function returnsRows(statement: Driver.Statement<[SqliteValue[]]>): boolean {
	try {
		statement.raw(true);
		return true;
	} catch {
		return false;
	}
}
