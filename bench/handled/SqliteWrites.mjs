import { readFile } from 'node:fs/promises';

/** Counts bytes from the kernel's figures for the bot's process, and rows with triggers. */
export class SqliteWrites {
	#linked;

	constructor(linked) {
		this.#linked = linked;
	}

	/** Returns the bytes written (pages of WAL and file) and kept (growth of the file after a checkpoint). */
	async bytes(deliver) {
		await this.#checkpoint();
		const before = { kept: await this.#pages(), written: await bytesWritten(this.#pid) };
		await deliver();
		const byBot = (await bytesWritten(this.#pid)) - before.written;
		// Pages that are still in the WAL would be moved to the file later.
		const byCheckpoint = await this.#checkpoint();
		return { written: byBot + byCheckpoint, kept: (await this.#pages()) - before.kept };
	}

	async rows(deliver) {
		const tables = await this.#query(
			"SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'kick!_%' ESCAPE '!'"
		);
		await this.#run([
			'CREATE TABLE bench_rows (name TEXT PRIMARY KEY, count INTEGER) WITHOUT ROWID',
			...tables.flatMap(({ name }) => [
				`INSERT INTO bench_rows VALUES ('${name}', 0)`,
				...['INSERT', 'UPDATE', 'DELETE'].map(
					(event) =>
						`CREATE TRIGGER bench_${name}_${event} AFTER ${event} ON ${name}
						BEGIN UPDATE bench_rows SET count = count + 1 WHERE name = '${name}'; END`
				)
			])
		]);
		await deliver();
		const counted = await this.#query('SELECT name, count FROM bench_rows WHERE count > 0');
		return Object.fromEntries(counted.map(({ name, count }) => [name, count]));
	}

	/** Returns how many bytes this process has written itself. */
	async #checkpoint() {
		const before = await bytesWritten('self');
		await this.#query('PRAGMA wal_checkpoint(TRUNCATE)');
		return (await bytesWritten('self')) - before;
	}

	/** Bytes of the pages in use. */
	async #pages() {
		const [{ bytes }] = await this.#query(
			`SELECT (pages.page_count - free.freelist_count) * size.page_size AS bytes
			FROM pragma_page_count AS pages, pragma_freelist_count AS free, pragma_page_size AS size`
		);
		return bytes;
	}

	get #pid() {
		return this.#linked.bot.process.pid;
	}

	#query(statement) {
		return this.#linked.database.query(this.#linked.bot, statement);
	}

	#run(statements) {
		return this.#linked.database.run(this.#linked.bot, statements);
	}
}

/** Returns how many bytes a process has written to the storage. Pages written again after a sync count again. */
async function bytesWritten(pid) {
	const account = await readFile(`/proc/${pid}/io`, 'utf8');
	return Number(/^write_bytes: (\d+)$/m.exec(account)[1]);
}
