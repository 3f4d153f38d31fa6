import type { PrismaClient } from '../prisma.js';
import { linkedChannels } from './linkedChannels.js';
import { storeConsent } from './storeConsent.js';
import type { ConsentRow, GuildLink, LinkedChannel, LinkRepository } from './types.js';

type LinkRecord = Awaited<ReturnType<PrismaClient['kickLink']['findUniqueOrThrow']>>;

/** A link needs its account, and goes with it. */
export class PrismaLinkRepository implements LinkRepository {
	readonly #prisma: PrismaClient;

	public constructor(prisma: PrismaClient) {
		this.#prisma = prisma;
	}

	public async find(guildId: string): Promise<GuildLink | null> {
		const record = await this.#prisma.kickLink.findUnique({ where: { guildId } });
		return record && toLink(record);
	}

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

	public consent(account: ConsentRow, use: GuildLink | 'bot'): Promise<string[]> {
		return storeConsent(this.#prisma, account, use);
	}

	public async delete(guildId: string): Promise<void> {
		await this.#prisma.kickLink.deleteMany({ where: { guildId } });
	}

	public async deleteExactly({
		guildId,
		userId,
		linkedAt
	}: Pick<GuildLink, 'guildId' | 'userId' | 'linkedAt'>): Promise<boolean> {
		const { count } = await this.#prisma.kickLink.deleteMany({ where: { guildId, userId: BigInt(userId), linkedAt } });
		return count === 1;
	}

	public async deleteOrphans(): Promise<number> {
		return this.#prisma.$executeRaw`
			DELETE FROM kick_links
			WHERE NOT EXISTS (SELECT 1 FROM kick_accounts WHERE kick_accounts.user_id = kick_links.user_id)`;
	}
}

function toLink(record: LinkRecord): GuildLink {
	return { ...record, userId: Number(record.userId) };
}
