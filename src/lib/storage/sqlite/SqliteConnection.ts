import Driver from 'libsql';
import { LRUCache } from 'lru-cache';
import { isBusy } from './sqliteError.js';
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
	readonly #statements = new LRUCache<string, Statement>({ max: MaxStatements });
	/** Runs the statement again that SQLite has suspended. */
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

	/** Returns how many rows it changed, or gave back. */
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
		this.#suspended = null;
		this.#statements.clear();
		try {
			driver.exec('PRAGMA wal_checkpoint(TRUNCATE)');
		} finally {
			driver.close();
		}
	}

	/**
	 * After SQLITE_BUSY, SQLite suspends a statement, and the driver resets it only when it runs again. Until then no transaction can
	 * commit, and what is read keeps its locks.
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
			// Still locked: it is ended before the next statement.
		}
	}

	/** Runs it again where it can't write: a write fails at its first step, and a read ends as soon as the lock is gone. */
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

/** The driver's `reader` is also true for an UPDATE; only `raw` knows. */
function returnsRows(statement: Driver.Statement<[SqliteValue[]]>): boolean {
	try {
		statement.raw(true);
		return true;
	} catch {
		return false;
	}
}
