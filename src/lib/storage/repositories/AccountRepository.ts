import type { PrismaClient } from '../prisma.js';
import { retryConflicts } from '../support/retryConflicts.js';
import type { RowLocks } from '../support/rowLocks.js';
import { storable } from '../support/storable.js';

/** Both tokens of an account, as they are stored. */
export interface SealedPair {
	sealedAccessToken: Uint8Array;
	sealedRefreshToken: Uint8Array | null;
}

/** What a renewal changes of an account. */
export interface RenewedPair extends SealedPair {
	scopes: string[];
	accessExpiresAt: Date;
	/** Only when Kick tells (`refresh_expires_in`). */
	refreshExpiresAt: Date | null;
}

export interface AccountRow extends RenewedPair {
	userId: number;
	username: string;
	/** `null` for an account that was only linked as the bot account. */
	slug: string | null;
	/** When the person last consented: the 30 days of Kick's refresh tokens are counted from here. */
	linkedAt: Date;
	/** `relink`: the refresh token is dead, a person has to link again. */
	status: 'active' | 'relink';
	/** The bot account of `/kick link account:bot`. At most one. */
	isBot: boolean;
}

/** Why an account was not deleted, or that it was. */
export type ReleaseOutcome = 'released' | 'linked' | 'bot' | 'unknown';

type AccountRecord = Awaited<ReturnType<PrismaClient['kickAccount']['findUniqueOrThrow']>>;

/**
 * Linked Kick accounts.
 *
 * A renewal, a refusal and a release name the state that they are based on and change nothing else: between a look into the
 * database and the write lies a call to Kick. A person's consent is stored by `links.consent`.
 */
export class AccountRepository {
	readonly #prisma: PrismaClient;
	readonly #locks: RowLocks;

	public constructor(prisma: PrismaClient, locks: RowLocks) {
		this.#prisma = prisma;
		this.#locks = locks;
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

	/** Inserts or replaces. A row with `isBot` takes that mark from any other. */
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

	/** Makes an account whose consent still holds the bot account. Its tokens stay. `false` when there is no such account. */
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

	/** Takes the mark of the bot account from this account. */
	public async clearBot(userId: number): Promise<void> {
		await this.#prisma.kickAccount.updateMany({ where: { userId }, data: { isBot: false } });
	}

	/** Stores the names that the account has on Kick now; its tokens are left alone. */
	public async rename(userId: number, { username, slug }: Pick<AccountRow, 'username' | 'slug'>): Promise<void> {
		await this.#prisma.kickAccount.updateMany({ where: { userId }, data: storable({ username, slug }) });
	}

	/** Stores a new pair if the stored refresh token is still the renewed one; the account is active then. */
	public async renew(userId: number, renewed: Uint8Array, pair: RenewedPair): Promise<boolean> {
		const { count } = await this.#prisma.kickAccount.updateMany({
			where: { userId, sealedRefreshToken: bytes(renewed) },
			data: {
				...toPair(pair),
				...storable({ scopes: pair.scopes.join(' ') }),
				accessExpiresAt: pair.accessExpiresAt,
				refreshExpiresAt: pair.refreshExpiresAt,
				status: 'active'
			}
		});
		return count === 1;
	}

	/** Marks the link as dead if the stored refresh token is still the refused one. */
	public async markRelink(userId: number, refused: Uint8Array | null): Promise<boolean> {
		const where = { userId, sealedRefreshToken: refused && bytes(refused) };
		const { count } = await this.#prisma.kickAccount.updateMany({ where, data: { status: 'relink' } });
		return count === 1;
	}

	/** Replaces both tokens by the same ones under another key, if they are still as they were read. */
	public async reseal(userId: number, before: SealedPair, after: SealedPair): Promise<boolean> {
		const where = { userId, ...toPair(before) };
		const { count } = await this.#prisma.kickAccount.updateMany({ where, data: toPair(after) });
		return count === 1;
	}

	/**
	 * Deletes an account that no server is linked to and that is not the bot account, in one transaction with noting its
	 * refresh token in the revocations, under the given id.
	 */
	public async release(userId: number, revocationId: string, at: Date): Promise<ReleaseOutcome> {
		const where = { userId: BigInt(userId) };
		return retryConflicts(() =>
			this.#prisma.$transaction(async (transaction): Promise<ReleaseOutcome> => {
				// A link that is being saved refers to this row. Its transaction ends first, or waits for the end of this one.
				await transaction.$queryRaw`
					SELECT user_id FROM kick_accounts WHERE user_id = ${where.userId} ${this.#locks.removal}`;
				const account = await transaction.kickAccount.findUnique({ where });
				if (!account) return 'unknown';
				if ((await transaction.kickLink.count({ where })) > 0) return 'linked';
				if (account.isBot) return 'bot';
				const { sealedRefreshToken } = account;
				if (sealedRefreshToken) {
					const data = { id: revocationId, userId: where.userId, sealedRefreshToken, createdAt: at };
					await transaction.kickRevocation.create({ data });
				}
				await transaction.kickAccount.delete({ where });
				return 'released';
			})
		);
	}
}

export function toRecord(row: AccountRow): AccountRecord {
	return storable({
		userId: BigInt(row.userId),
		username: row.username,
		slug: row.slug,
		...toPair(row),
		scopes: row.scopes.join(' '),
		accessExpiresAt: row.accessExpiresAt,
		linkedAt: row.linkedAt,
		refreshExpiresAt: row.refreshExpiresAt,
		status: row.status,
		isBot: row.isBot
	});
}

function toPair({ sealedAccessToken, sealedRefreshToken }: SealedPair) {
	return {
		sealedAccessToken: bytes(sealedAccessToken),
		sealedRefreshToken: sealedRefreshToken && bytes(sealedRefreshToken)
	};
}

/** Prisma's type wants a buffer of its own. */
function bytes(value: Uint8Array): Uint8Array<ArrayBuffer> {
	return new Uint8Array(value);
}

function toRow(record: AccountRecord): AccountRow {
	return {
		...record,
		userId: Number(record.userId),
		scopes: record.scopes.split(' ').filter((scope) => scope !== ''),
		status: record.status === 'active' ? 'active' : 'relink'
	};
}
