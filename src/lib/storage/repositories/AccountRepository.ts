import { type ChangeTransaction, recordChanges } from '../history/recordChanges.js';
import { BotActor } from '../history/types.js';
import type { PrismaClient } from '../prisma.js';
import { retryConflicts } from '../support/retryConflicts.js';
import type { RowLocks } from '../support/rowLocks.js';
import { storable } from '../support/storable.js';

/** Both encrypted tokens of an account. */
export interface SealedPair {
	sealedAccessToken: Uint8Array;
	sealedRefreshToken: Uint8Array | null;
}

/** Columns that a renewal changes. */
export interface RenewedPair extends SealedPair {
	scopes: string[];
	accessExpiresAt: Date;
	/** Set only when Kick sends `refresh_expires_in`. */
	refreshExpiresAt: Date | null;
}

export interface AccountRow extends RenewedPair {
	userId: number;
	username: string;
	/** `null` for an account that was linked only as the bot account. */
	slug: string | null;
	/** Time of the last consent. The 30 days of Kick's refresh tokens start here. */
	linkedAt: Date;
	/** `relink`: the refresh token is invalid, so a person has to link again. */
	status: 'active' | 'relink';
	/** Whether this is the bot account of `/kick link account:bot`. At most one account is. */
	isBot: boolean;
}

/** Whether an account was deleted, or the reason why it was not. */
export type ReleaseOutcome = 'released' | 'linked' | 'bot' | 'unknown';

type AccountRecord = Awaited<ReturnType<PrismaClient['kickAccount']['findUniqueOrThrow']>>;

/**
 * Linked Kick accounts.
 *
 * A call to Kick lies between read and write. So a renewal, a refusal and a release apply only to the state that they
 * are based on. `links.consent` stores a person's consent.
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

	/** Inserts or replaces an account. A row with `isBot` replaces the previous bot account. */
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
		// Otherwise two transactions at once would not see each other's bot account.
		const isolationLevel = 'Serializable';
		await retryConflicts(() => this.#prisma.$transaction([takeMark(), upsert()], { isolationLevel }));
	}

	/**
	 * Makes an account the bot account if its consent is still valid. Its tokens stay. Returns `false` without such an
	 * account.
	 */
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

	/** Makes the account no longer the bot account. */
	public async clearBot(userId: number): Promise<void> {
		await this.#prisma.kickAccount.updateMany({ where: { userId }, data: { isBot: false } });
	}

	/** Stores the account's current names on Kick. Its tokens do not change. */
	public async rename(userId: number, { username, slug }: Pick<AccountRow, 'username' | 'slug'>): Promise<void> {
		await this.#prisma.kickAccount.updateMany({ where: { userId }, data: storable({ username, slug }) });
	}

	/** Stores a new pair and makes the account active, if the stored refresh token is still the renewed one. */
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

	/**
	 * Marks the link as invalid if the stored refresh token is still the refused one. Records it in the history of the
	 * linked servers, in the same transaction.
	 */
	public async markRelink(userId: number, refused: Uint8Array | null): Promise<boolean> {
		const where = { userId, sealedRefreshToken: refused && bytes(refused) };
		return retryConflicts(() =>
			this.#prisma.$transaction(async (transaction) => {
				// Of two processes, only the one that changes the status records it.
				const active = { ...where, NOT: { status: 'relink' } };
				const { count } = await transaction.kickAccount.updateMany({ where: active, data: { status: 'relink' } });
				const account = await transaction.kickAccount.findFirst({ where, select: { username: true } });
				if (account && count === 1) await recordLostLinks(transaction, userId, account.username);
				return account !== null;
			})
		);
	}

	/** Replaces both tokens by the same ones under another key, if they have not changed since they were read. */
	public async reseal(userId: number, before: SealedPair, after: SealedPair): Promise<boolean> {
		const where = { userId, ...toPair(before) };
		const { count } = await this.#prisma.kickAccount.updateMany({ where, data: toPair(after) });
		return count === 1;
	}

	/**
	 * Deletes an account that no server is linked to and that is not the bot account. Adds its refresh token to the
	 * revocations under the given id, in the same transaction.
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

/** Records for each linked server that Kick no longer accepts the link. */
async function recordLostLinks(
	transaction: ChangeTransaction & Pick<PrismaClient, 'kickLink'>,
	userId: number,
	username: string
): Promise<void> {
	const links = await transaction.kickLink.findMany({ where: { userId }, orderBy: { guildId: 'asc' } });
	const changes = links.map(({ guildId }) => ({
		guildId,
		kind: 'account' as const,
		before: { account: { userId, username, status: 'active' as const } },
		after: { account: { userId, username, status: 'relink' as const } },
		by: BotActor
	}));
	await recordChanges(transaction, changes);
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

/** Copies a value, because Prisma's type requires an `ArrayBuffer`. */
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
