import type { PrismaClient } from '../prisma.js';

/** Submitted forms of the dashboard, stored under the SHA-256 (hex) of their token. */
export class UsedFormRepository {
	readonly #prisma: PrismaClient;

	public constructor(prisma: PrismaClient) {
		this.#prisma = prisma;
	}

	/** Marks a form as submitted. Atomic: `true` for exactly one caller. */
	public async use(tokenHash: string, expiresAt: Date): Promise<boolean> {
		// One statement, so that the second of two submissions at once finds the first.
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
