import type { PrismaClient } from '../prisma.js';

const name = 'tokens';

/** Fingerprint of the key that all processes of the bot encrypt tokens with. */
export class KeyRepository {
	readonly #prisma: PrismaClient;

	public constructor(prisma: PrismaClient) {
		this.#prisma = prisma;
	}

	/** Returns the stored fingerprint, or `null` when no bot has stored one yet. */
	public async current(): Promise<string | null> {
		const record = await this.#prisma.kickKey.findUnique({ where: { name } });
		return record?.fingerprint ?? null;
	}

	/** Stores another fingerprint, if the stored one has not changed since it was read. */
	public async replace(before: string | null, after: string): Promise<boolean> {
		const changedAt = new Date();
		if (before === null) {
			const inserted = await this.#prisma.$executeRaw`
				INSERT INTO kick_keys (name, fingerprint, changed_at) VALUES (${name}, ${after}, ${changedAt})
				ON CONFLICT (name) DO NOTHING`;
			return inserted === 1;
		}
		const where = { name, fingerprint: before };
		const { count } = await this.#prisma.kickKey.updateMany({ where, data: { fingerprint: after, changedAt } });
		return count === 1;
	}
}
