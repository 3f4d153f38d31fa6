import type { DirectClient } from '../direct/DirectClient.js';
import { rowSources } from '../direct/rowSources.js';
import { appendInOneStatement } from '../events/appendInOneStatement.js';
import type { Appended, EventWriter } from '../events/EventWriter.js';
import type { NewEvent } from '../events/types.js';
import type { Prisma } from '../prisma.js';
import { retryConflicts } from '../support/retryConflicts.js';

/** Writes events in as few round trips as there can be. */
export class PostgresqlEventWriter implements EventWriter {
	readonly #direct: DirectClient;

	public constructor(direct: DirectClient) {
		this.#direct = direct;
	}

	public append(batch: readonly NewEvent[], mayBeOld: boolean): Promise<Appended> {
		return retryConflicts(() => appendInOneStatement(this.#direct, rowSources.postgresql, batch, mayBeOld));
	}

	public async execute(statements: readonly Prisma.Sql[]): Promise<void> {
		const [first, ...more] = statements;
		if (!first) return;
		await retryConflicts(async () => {
			// Nearly always. BEGIN and COMMIT would be two round trips more.
			if (more.length === 0) return this.#direct.$executeRaw(first);
			return this.#direct.$transaction(async (transaction) => {
				for (const statement of statements) await transaction.$executeRaw(statement);
			});
		});
	}

	/** The pool waits for its connections by itself. */
	public async close(): Promise<void> {
		return;
	}
}
