import { recordChanges } from '../history/recordChanges.js';
import { BotActor, type ChangedAccount, type ChangeOrigin, type NewChange } from '../history/types.js';
import type { PrismaClient } from '../prisma.js';
import { retryConflicts } from '../support/retryConflicts.js';
import { type AccountRow, toRecord } from './AccountRepository.js';
import { type LinkedChannel, linkedChannels } from './linkedChannels.js';

/** Columns that a person's consent on Kick provides. `slug`: `null` keeps the stored one. */
export type ConsentRow = Omit<AccountRow, 'status' | 'isBot'>;

export interface GuildLink {
	guildId: string;
	userId: number;
	linkedBy: string;
	linkedAt: Date;
}

type LinkRecord = Awaited<ReturnType<PrismaClient['kickLink']['findUniqueOrThrow']>>;

/** Links of servers to accounts. A link needs its account, and is deleted with it. */
export class LinkRepository {
	readonly #prisma: PrismaClient;

	public constructor(prisma: PrismaClient) {
		this.#prisma = prisma;
	}

	public async find(guildId: string): Promise<GuildLink | null> {
		const record = await this.#prisma.kickLink.findUnique({ where: { guildId } });
		return record && toLink(record);
	}

	/**
	 * Returns servers that the bot has not left, and whose channel belongs to their linked account: of all channels, or
	 * of one. Leaves out servers that only name another person's channel.
	 */
	public channels(broadcasterUserId?: number): Promise<LinkedChannel[]> {
		return linkedChannels(this.#prisma, broadcasterUserId);
	}

	public async list(): Promise<GuildLink[]> {
		const records = await this.#prisma.kickLink.findMany({ orderBy: { guildId: 'asc' } });
		return records.map(toLink);
	}

	public async ofAccount(userId: number): Promise<GuildLink[]> {
		const records = await this.#prisma.kickLink.findMany({ where: { userId }, orderBy: { guildId: 'asc' } });
		return records.map(toLink);
	}

	public async save({ guildId, userId, linkedBy, linkedAt }: GuildLink): Promise<void> {
		const columns = { userId: BigInt(userId), linkedBy, linkedAt };
		await this.#prisma.kickLink.upsert({ where: { guildId }, create: { guildId, ...columns }, update: columns });
	}

	/**
	 * Stores a new consent together with its purpose: the link of a server, or the bot account. Runs in one transaction,
	 * so that an account is never without the link that it was stored for.
	 *
	 * When the account's last consent has ended (`relink`), its links to all other servers end. The person has not
	 * consented to those again.
	 *
	 * The transaction also records the link, and the links that end, in the history of their servers.
	 *
	 * @returns The servers whose links ended.
	 */
	public consent(account: ConsentRow, use: GuildLink | 'bot', origin: ChangeOrigin): Promise<string[]> {
		return storeConsent(this.#prisma, account, use, origin);
	}

	public async delete(guildId: string): Promise<void> {
		await this.#prisma.kickLink.deleteMany({ where: { guildId } });
	}

	/**
	 * Deletes exactly this link and records it in the history, in one transaction. Returns `false` when the server was
	 * linked again or unlinked meanwhile.
	 */
	public deleteExactly(
		{ guildId, userId, linkedAt }: Pick<GuildLink, 'guildId' | 'userId' | 'linkedAt'>,
		origin: ChangeOrigin
	): Promise<boolean> {
		const run = async (transaction: Transaction): Promise<boolean> => {
			const where = { guildId, userId: BigInt(userId), linkedAt };
			const account = (await readAccount(transaction, where.userId)) ?? unknownAccount(where.userId);
			const { count } = await transaction.kickLink.deleteMany({ where });
			if (count === 1) await recordChanges(transaction, [unlinked(guildId, account, origin)]);
			return count === 1;
		};
		return retryConflicts(() => this.#prisma.$transaction(run));
	}

	/** Deletes links to missing accounts, which another program can leave behind. */
	public deleteOrphans(): Promise<number> {
		const run = async (transaction: Transaction): Promise<number> => {
			const orphans = await transaction.$queryRaw<{ guild_id: string; user_id: bigint | number }[]>`
				DELETE FROM kick_links
				WHERE NOT EXISTS (SELECT 1 FROM kick_accounts WHERE kick_accounts.user_id = kick_links.user_id)
				RETURNING guild_id, user_id`;
			const changes = orphans.map(({ guild_id, user_id }) =>
				unlinked(guild_id, unknownAccount(BigInt(user_id)), { by: BotActor })
			);
			await recordChanges(transaction, changes);
			return orphans.length;
		};
		return retryConflicts(() => this.#prisma.$transaction(run));
	}
}

/** Describes the end of a link for the history. */
function unlinked(guildId: string, account: ChangedAccount, origin: ChangeOrigin): NewChange {
	return { guildId, kind: 'account', before: { account }, after: { account: null }, ...origin };
}

async function readAccount(transaction: Transaction, userId: bigint): Promise<ChangedAccount | null> {
	const select = { username: true, status: true };
	const account = await transaction.kickAccount.findUnique({ where: { userId }, select });
	if (!account) return null;
	const status = account.status === 'relink' ? 'relink' : 'active';
	return { userId: Number(userId), username: account.username, status };
}

/** Describes an account whose row is missing. Its id takes the place of the name. */
function unknownAccount(userId: bigint): ChangedAccount {
	return { userId: Number(userId), username: String(userId), status: 'relink' };
}

function toLink(record: LinkRecord): GuildLink {
	return { ...record, userId: Number(record.userId) };
}

type Transaction = Parameters<Parameters<PrismaClient['$transaction']>[0]>[0];

/**
 * Stores a consent.
 *
 * @see LinkRepository.consent
 */
function storeConsent(
	prisma: PrismaClient,
	account: ConsentRow,
	use: GuildLink | 'bot',
	origin: ChangeOrigin
): Promise<string[]> {
	// The second of two consents for one account at once has to see what the first has ended and stored.
	const isolationLevel = 'Serializable';
	return retryConflicts(() =>
		prisma.$transaction((transaction) => store(transaction, account, use, origin), { isolationLevel })
	);
}

async function store(
	transaction: Transaction,
	account: ConsentRow,
	use: GuildLink | 'bot',
	origin: ChangeOrigin
): Promise<string[]> {
	const isBot = use === 'bot';
	const { userId, slug, isBot: _, ...columns } = toRecord({ ...account, status: 'active', isBot });
	const before = isBot ? null : await linkedAccount(transaction, use.guildId);
	const ended = await endDeadLinks(transaction, userId, isBot ? null : use.guildId);
	if (isBot) {
		await transaction.kickAccount.updateMany({ where: { isBot: true, NOT: { userId } }, data: { isBot: false } });
	}
	await transaction.kickAccount.upsert({
		where: { userId },
		create: { userId, slug, isBot, ...columns },
		// Keeps the bot flag and the channel's name when this consent does not concern them.
		update: { ...columns, ...(slug !== null && { slug }), ...(isBot && { isBot }) }
	});
	if (!isBot) {
		const { guildId, linkedBy, linkedAt } = use;
		const link = { userId, linkedBy, linkedAt };
		await transaction.kickLink.upsert({ where: { guildId }, create: { guildId, ...link }, update: link });
		const after = { account: { userId: Number(userId), username: columns.username, status: 'active' as const } };
		const change = { guildId, kind: 'account' as const, before: { account: before }, after, ...origin };
		await recordChanges(transaction, [change]);
	}
	return ended;
}

/** Returns the account that a server is linked to. */
async function linkedAccount(transaction: Transaction, guildId: string): Promise<ChangedAccount | null> {
	const link = await transaction.kickLink.findUnique({ where: { guildId }, select: { userId: true } });
	return link && readAccount(transaction, link.userId);
}

/** Ends the links of an account whose consent has ended, except the link of one server. */
async function endDeadLinks(transaction: Transaction, userId: bigint, kept: string | null): Promise<string[]> {
	const account = await readAccount(transaction, userId);
	if (account?.status !== 'relink') return [];
	const where = { userId, ...(kept !== null && { NOT: { guildId: kept } }) };
	const links = await transaction.kickLink.findMany({ where, select: { guildId: true }, orderBy: { guildId: 'asc' } });
	await transaction.kickLink.deleteMany({ where });
	const guildIds = links.map(({ guildId }) => guildId);
	await recordChanges(
		transaction,
		guildIds.map((guildId) => unlinked(guildId, account, { by: BotActor }))
	);
	return guildIds;
}
