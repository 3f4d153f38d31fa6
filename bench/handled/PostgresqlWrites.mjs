import { setTimeout as pause } from 'node:timers/promises';

/** PostgreSQL adds up the rows of a connection after the connection has ended. */
const EndedMs = 700;
const StartedMs = 1_500;

/** Counts bytes from the server's WAL, and rows from its statistics. */
export class PostgresqlWrites {
	#linked;

	constructor(linked) {
		this.#linked = linked;
	}

	/** Returns the bytes written (WAL of the whole server) and kept (growth of tables and indexes). */
	async bytes(deliver) {
		const before = await this.#sizes();
		await deliver();
		const after = await this.#sizes();
		return { written: after.wal - before.wal, kept: after.kept - before.kept };
	}

	/** Counts from one end of the process to the next, because a running process has counts that are not added up yet. */
	async rows(deliver) {
		await this.#linked.end();
		const before = await this.#counts();
		await this.#linked.bot.launch();
		await pause(StartedMs);
		await deliver();
		await this.#linked.end();
		const after = await this.#counts();
		await this.#linked.bot.launch();
		const changes = Object.entries(after).map(([table, count]) => [table, count - (before[table] ?? 0)]);
		return Object.fromEntries(changes.filter(([, count]) => count > 0));
	}

	async #sizes() {
		const [{ wal, kept }] = await this.#query(
			`SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') AS wal, sum(pg_total_relation_size(relid)) AS kept
			FROM pg_stat_user_tables WHERE schemaname = current_schema()`
		);
		return { wal: Number(wal), kept: Number(kept) };
	}

	async #counts() {
		await pause(EndedMs);
		const rows = await this.#query(
			`SELECT relname, n_tup_ins + n_tup_upd + n_tup_del AS count FROM pg_stat_user_tables
			WHERE schemaname = current_schema()`
		);
		return Object.fromEntries(rows.map(({ relname, count }) => [relname, Number(count)]));
	}

	#query(statement) {
		return this.#linked.database.query(this.#linked.bot, statement);
	}
}
