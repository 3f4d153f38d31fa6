import type { PrismaClient } from '../prisma.js';
import { storable } from '../support/storable.js';

/** Login of the dashboard, stored under the SHA-256 (hex) of its id. The id itself is never stored. */
export interface SessionRow {
	idHash: string;
	discordUserId: string;
	username: string;
	/** Hash of the person's picture at Discord; `null` without a picture. */
	avatar: string | null;
	/** Discord's access token of this person, encrypted. */
	sealedToken: Uint8Array;
	createdAt: Date;
	expiresAt: Date;
}

export class SessionRepository {
	readonly #prisma: PrismaClient;

	public constructor(prisma: PrismaClient) {
		this.#prisma = prisma;
	}

	public async create(row: SessionRow): Promise<void> {
		const data = storable({ ...row, sealedToken: new Uint8Array(row.sealedToken) });
		await this.#prisma.kickSession.create({ data });
	}

	public async find(idHash: string): Promise<SessionRow | null> {
		return this.#prisma.kickSession.findUnique({ where: { idHash } });
	}

	public async ofUser(discordUserId: string): Promise<SessionRow[]> {
		return this.#prisma.kickSession.findMany({ where: { discordUserId }, orderBy: { createdAt: 'asc' } });
	}

	public async list(): Promise<SessionRow[]> {
		return this.#prisma.kickSession.findMany();
	}

	/** Deletes all logins of a person, whatever key they are sealed with. */
	public async deleteOfUser(discordUserId: string): Promise<void> {
		await this.#prisma.kickSession.deleteMany({ where: { discordUserId } });
	}

	/** Replaces the token by the same one under another key, if it has not changed since it was read. */
	public async reseal(idHash: string, before: Uint8Array, after: Uint8Array): Promise<boolean> {
		const { count } = await this.#prisma.kickSession.updateMany({
			where: { idHash, sealedToken: new Uint8Array(before) },
			data: { sealedToken: new Uint8Array(after) }
		});
		return count === 1;
	}

	public async delete(idHashes: readonly string[]): Promise<void> {
		await this.#prisma.kickSession.deleteMany({ where: { idHash: { in: [...idHashes] } } });
	}

	public async deleteExpired(before: Date): Promise<number> {
		const { count } = await this.#prisma.kickSession.deleteMany({ where: { expiresAt: { lt: before } } });
		return count;
	}
}
