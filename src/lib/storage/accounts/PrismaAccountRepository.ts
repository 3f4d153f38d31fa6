import type { PrismaClient } from '../prisma.js';
import { retryConflicts } from '../support/retryConflicts.js';
import { storable } from '../support/storable.js';
import type { AccountRepository, AccountRow } from './types.js';

type AccountRecord = Awaited<ReturnType<PrismaClient['kickAccount']['findUniqueOrThrow']>>;

export class PrismaAccountRepository implements AccountRepository {
	readonly #prisma: PrismaClient;

	public constructor(prisma: PrismaClient) {
		this.#prisma = prisma;
	}

	public async find(userId: number): Promise<AccountRow | null> {
		const record = await this.#prisma.kickAccount.findUnique({ where: { userId } });
		return record && toRow(record);
	}

	public async findBot(): Promise<AccountRow | null> {
		const record = await this.#prisma.kickAccount.findFirst({ where: { isBot: true } });
		return record && toRow(record);
	}

	public async list(): Promise<AccountRow[]> {
		const records = await this.#prisma.kickAccount.findMany({ orderBy: { userId: 'asc' } });
		return records.map(toRow);
	}

	public async save(row: AccountRow): Promise<void> {
		const { userId, ...columns } = toRecord(row);
		const upsert = () =>
			this.#prisma.kickAccount.upsert({ where: { userId }, create: { userId, ...columns }, update: columns });
		if (!row.isBot) {
			await upsert();
			return;
		}
		const takeMark = () =>
			this.#prisma.kickAccount.updateMany({ where: { isBot: true, NOT: { userId } }, data: { isBot: false } });
		// Two at once would not see each other's mark otherwise.
		const isolationLevel = 'Serializable';
		await retryConflicts(() => this.#prisma.$transaction([takeMark(), upsert()], { isolationLevel }));
	}

	public async markBot(userId: number): Promise<boolean> {
		const run = () =>
			this.#prisma.$transaction(
				async ({ kickAccount }) => {
					const where = { userId, status: 'active' };
					const { count } = await kickAccount.updateMany({ where, data: { isBot: true } });
					if (count === 1) {
						await kickAccount.updateMany({ where: { isBot: true, NOT: { userId } }, data: { isBot: false } });
					}
					return count === 1;
				},
				{ isolationLevel: 'Serializable' }
			);
		return retryConflicts(run);
	}

	public async clearBot(): Promise<void> {
		await this.#prisma.kickAccount.updateMany({ where: { isBot: true }, data: { isBot: false } });
	}

	public async rename(userId: number, { username, slug }: Pick<AccountRow, 'username' | 'slug'>): Promise<void> {
		await this.#prisma.kickAccount.updateMany({ where: { userId }, data: storable({ username, slug }) });
	}

	public async setStatus(userId: number, status: AccountRow['status']): Promise<void> {
		await this.#prisma.kickAccount.updateMany({ where: { userId }, data: { status } });
	}

	public async delete(userId: number): Promise<void> {
		await this.#prisma.kickAccount.deleteMany({ where: { userId } });
	}
}

export function toRecord(row: AccountRow): AccountRecord {
	return storable({
		userId: BigInt(row.userId),
		username: row.username,
		slug: row.slug,
		sealedAccessToken: new Uint8Array(row.sealedAccessToken),
		sealedRefreshToken: row.sealedRefreshToken && new Uint8Array(row.sealedRefreshToken),
		scopes: row.scopes.join(' '),
		accessExpiresAt: row.accessExpiresAt,
		linkedAt: row.linkedAt,
		refreshExpiresAt: row.refreshExpiresAt,
		status: row.status,
		isBot: row.isBot
	});
}

function toRow(record: AccountRecord): AccountRow {
	return {
		...record,
		userId: Number(record.userId),
		scopes: record.scopes.split(' ').filter((scope) => scope !== ''),
		status: record.status === 'active' ? 'active' : 'relink'
	};
}
