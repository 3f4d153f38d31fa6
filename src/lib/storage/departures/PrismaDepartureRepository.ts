import type { PrismaClient } from '../prisma.js';
import { SettingKeys } from '../settings/settingKeys.js';
import { retryConflicts } from '../support/retryConflicts.js';
import type { DepartureRepository } from './types.js';

export class PrismaDepartureRepository implements DepartureRepository {
	readonly #prisma: PrismaClient;

	public constructor(prisma: PrismaClient) {
		this.#prisma = prisma;
	}

	/** Keeps the first date, so that restarts do not put off the end. */
	public async mark(guildId: string, at: Date): Promise<void> {
		await this.#prisma.$executeRaw`
			INSERT INTO kick_departures (guild_id, departed_at) VALUES (${guildId}, ${at})
			ON CONFLICT (guild_id) DO NOTHING`;
	}

	public async clear(guildId: string): Promise<void> {
		await this.#prisma.kickDeparture.deleteMany({ where: { guildId } });
	}

	public async before(date: Date): Promise<string[]> {
		const records = await this.#prisma.kickDeparture.findMany({
			where: { departedAt: { lt: date } },
			orderBy: { departedAt: 'asc' }
		});
		return records.map(({ guildId }) => guildId);
	}

	public async list(): Promise<string[]> {
		const records = await this.#prisma.kickDeparture.findMany({ select: { guildId: true } });
		return records.map(({ guildId }) => guildId);
	}

	/** Of `bot_settings` only our own keys: the Python bot may keep others there. */
	public async forget(guildId: string): Promise<void> {
		const settings = { discordServerId: BigInt(guildId), key: { in: Object.values(SettingKeys) } };
		await retryConflicts(() =>
			this.#prisma.$transaction([
				this.#prisma.botSetting.deleteMany({ where: settings }),
				this.#prisma.kickLink.deleteMany({ where: { guildId } }),
				this.#prisma.kickLinkState.deleteMany({ where: { guildId } }),
				this.#prisma.kickDelivery.deleteMany({ where: { guildId } }),
				this.#prisma.kickBegunEvent.deleteMany({ where: { guildId } }),
				this.#prisma.kickDeparture.deleteMany({ where: { guildId } })
			])
		);
	}
}
