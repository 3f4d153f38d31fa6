import type { PrismaClient } from '../prisma.js';

/** The forms of the dashboard that were sent, known by the SHA-256 (hex) of their token. */
export class UsedFormRepository {
	readonly #prisma: PrismaClient;

	public constructor(prisma: PrismaClient) {
		this.#prisma = prisma;
	}

	/** Atomic: `true` for exactly one caller. */
	public async use(tokenHash: string, expiresAt: Date): Promise<boolean> {
		// One statement, so that of two that come at once the second finds the first.
		const count = await this.#prisma.$executeRaw`
			INSERT INTO kick_used_forms (token_hash, expires_at) VALUES (${tokenHash}, ${expiresAt})
			ON CONFLICT (token_hash) DO NOTHING`;
		return count === 1;
	}

	public async deleteExpired(before: Date): Promise<number> {
		const { count } = await this.#prisma.kickUsedForm.deleteMany({ where: { expiresAt: { lt: before } } });
		return count;
	}
}
