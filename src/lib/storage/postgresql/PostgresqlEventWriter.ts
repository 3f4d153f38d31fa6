import type { DirectClient } from '../direct/DirectClient.js';
import { rowSources } from '../direct/rowSources.js';
import { appendInOneStatement } from '../events/appendInOneStatement.js';
import type { Appended, EventWriter } from '../events/EventWriter.js';
import type { NewEvent } from '../events/types.js';
import type { Prisma } from '../prisma.js';
import { retryConflicts } from '../support/retryConflicts.js';

/** Writes events with as few round trips as possible. */
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
			// The usual case. BEGIN and COMMIT would cost two more round trips.
			if (more.length === 0) return this.#direct.$executeRaw(first);
			return this.#direct.$transaction(async (transaction) => {
				for (const statement of statements) await transaction.$executeRaw(statement);
			});
		});
	}

	/** Does nothing, because the pool itself waits for its connections. */
	public async close(): Promise<void> {
		return;
	}
}
