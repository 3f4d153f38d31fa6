import type { PrismaClient } from '../prisma.js';
import { linkedChannels } from './linkedChannels.js';
import { storeConsent } from './storeConsent.js';
import type { ConsentRow, GuildLink, LinkedChannel } from './types.js';

type LinkRecord = Awaited<ReturnType<PrismaClient['kickLink']['findUniqueOrThrow']>>;

/** A link needs its account, and goes with it. */
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
	 * The servers whose channel is that of their linked account and which the bot has not left: of all channels, or of one.
	 * A server that merely names somebody's channel is none of them.
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
	 * Stores a new consent together with what it is for: the link of a server, or the bot account. In one transaction, so that an
	 * account is never without the link that it was stored for.
	 *
	 * Where the account's last consent has ended (`relink`), its links to all other servers end with it: the person has not
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

	/** Deletes this very link. `false` when the server was linked again or unlinked meanwhile. */
	public async deleteExactly({
		guildId,
		userId,
		linkedAt
	}: Pick<GuildLink, 'guildId' | 'userId' | 'linkedAt'>): Promise<boolean> {
		const { count } = await this.#prisma.kickLink.deleteMany({ where: { guildId, userId: BigInt(userId), linkedAt } });
		return count === 1;
	}

	/** Ends links to accounts that are not stored, which another program can leave behind. */
	public async deleteOrphans(): Promise<number> {
		return this.#prisma.$executeRaw`
			DELETE FROM kick_links
			WHERE NOT EXISTS (SELECT 1 FROM kick_accounts WHERE kick_accounts.user_id = kick_links.user_id)`;
	}
}

function toLink(record: LinkRecord): GuildLink {
	return { ...record, userId: Number(record.userId) };
}
