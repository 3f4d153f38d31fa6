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
	 * @returns The servers whose links ended.
	 */
	public consent(account: ConsentRow, use: GuildLink | 'bot'): Promise<string[]> {
		return storeConsent(this.#prisma, account, use);
	}

	public async delete(guildId: string): Promise<void> {
		await this.#prisma.kickLink.deleteMany({ where: { guildId } });
	}

	/** Deletes exactly this link. Returns `false` when the server was linked again or unlinked meanwhile. */
	public async deleteExactly({
		guildId,
		userId,
		linkedAt
	}: Pick<GuildLink, 'guildId' | 'userId' | 'linkedAt'>): Promise<boolean> {
		const { count } = await this.#prisma.kickLink.deleteMany({ where: { guildId, userId: BigInt(userId), linkedAt } });
		return count === 1;
	}

	/** Deletes links to missing accounts, which another program can leave behind. */
	public async deleteOrphans(): Promise<number> {
		return this.#prisma.$executeRaw`
			DELETE FROM kick_links
			WHERE NOT EXISTS (SELECT 1 FROM kick_accounts WHERE kick_accounts.user_id = kick_links.user_id)`;
	}
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
function storeConsent(prisma: PrismaClient, account: ConsentRow, use: GuildLink | 'bot'): Promise<string[]> {
	// The second of two consents for one account at once has to see what the first has ended and stored.
	const isolationLevel = 'Serializable';
	return retryConflicts(() =>
		prisma.$transaction((transaction) => store(transaction, account, use), { isolationLevel })
	);
}

async function store(transaction: Transaction, account: ConsentRow, use: GuildLink | 'bot'): Promise<string[]> {
	const isBot = use === 'bot';
	const { userId, slug, isBot: _, ...columns } = toRecord({ ...account, status: 'active', isBot });
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
	}
	return ended;
}

/** Ends the links of an account whose consent has ended, except the link of one server. */
async function endDeadLinks(transaction: Transaction, userId: bigint, kept: string | null): Promise<string[]> {
	const account = await transaction.kickAccount.findUnique({ where: { userId }, select: { status: true } });
	if (account?.status !== 'relink') return [];
	const where = { userId, ...(kept !== null && { NOT: { guildId: kept } }) };
	const links = await transaction.kickLink.findMany({ where, select: { guildId: true }, orderBy: { guildId: 'asc' } });
	await transaction.kickLink.deleteMany({ where });
	return links.map(({ guildId }) => guildId);
}
