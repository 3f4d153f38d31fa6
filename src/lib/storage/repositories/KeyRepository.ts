import type { PrismaClient } from '../prisma.js';

const name = 'tokens';

/** The fingerprint of the key that all processes of the bot encrypt tokens with. */
export class KeyRepository {
	readonly #prisma: PrismaClient;

	public constructor(prisma: PrismaClient) {
		this.#prisma = prisma;
	}

	/** `null`: no bot has noted its key yet. */
	public async current(): Promise<string | null> {
		const record = await this.#prisma.kickKey.findUnique({ where: { name } });
		return record?.fingerprint ?? null;
	}

	/** Notes another fingerprint, if the noted one is still as it was read. */
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
