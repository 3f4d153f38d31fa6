import type { PrismaClient } from '../prisma.js';

/** Refresh token of a released account, which Kick has to revoke. */
export interface RevocationRow {
	id: string;
	userId: number;
	sealedRefreshToken: Uint8Array;
	createdAt: Date;
}

type RevocationRecord = Awaited<ReturnType<PrismaClient['kickRevocation']['findUniqueOrThrow']>>;

/** Refresh tokens until Kick has confirmed their revocation. `accounts.release` adds to them as well. */
export class RevocationRepository {
	readonly #prisma: PrismaClient;

	public constructor(prisma: PrismaClient) {
		this.#prisma = prisma;
	}

	public async add({ id, userId, sealedRefreshToken, createdAt }: RevocationRow): Promise<void> {
		const data = { id, userId: BigInt(userId), sealedRefreshToken: new Uint8Array(sealedRefreshToken), createdAt };
		await this.#prisma.kickRevocation.create({ data });
	}

	public async find(id: string): Promise<RevocationRow | null> {
		const record = await this.#prisma.kickRevocation.findUnique({ where: { id } });
		return record && toRow(record);
	}

	public async list(): Promise<RevocationRow[]> {
		const records = await this.#prisma.kickRevocation.findMany({ orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
		return records.map(toRow);
	}

	public async delete(id: string): Promise<void> {
		await this.#prisma.kickRevocation.deleteMany({ where: { id } });
	}

	/** Replaces the token by the same one under another key, if it has not changed since it was read. */
	public async reseal(id: string, before: Uint8Array, after: Uint8Array): Promise<boolean> {
		const { count } = await this.#prisma.kickRevocation.updateMany({
			where: { id, sealedRefreshToken: new Uint8Array(before) },
			data: { sealedRefreshToken: new Uint8Array(after) }
		});
		return count === 1;
	}
}

function toRow(record: RevocationRecord): RevocationRow {
	return { ...record, userId: Number(record.userId) };
}
