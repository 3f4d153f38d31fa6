import { lockHead } from '../events/lockHead.js';
import type { PrismaClient } from '../prisma.js';
import type { Provider } from '../provider.js';
import { retryConflicts } from '../support/retryConflicts.js';
import { SettingKeys } from './SettingsRepository.js';

/** Discord servers that the bot was removed from: their rows go after 30 days unless it is back. */
export class DepartureRepository {
	readonly #prisma: PrismaClient;
	readonly #provider: Provider;

	public constructor(prisma: PrismaClient, provider: Provider) {
		this.#prisma = prisma;
		this.#provider = provider;
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

	public async list(): Promise<string[]> {
		const records = await this.#prisma.kickDeparture.findMany({ select: { guildId: true } });
		return records.map(({ guildId }) => guildId);
	}

	public async before(date: Date): Promise<string[]> {
		const records = await this.#prisma.kickDeparture.findMany({
			where: { departedAt: { lt: date } },
			orderBy: { departedAt: 'asc' }
		});
		return records.map(({ guildId }) => guildId);
	}

	/**
	 * Deletes the guild's settings, link, link states, cursors and deliveries, and the departure itself, if the guild has been gone
	 * since before the date. All in one transaction: a guild that is back keeps everything.
	 *
	 * Of `bot_settings` only our own keys: the Python bot may keep others there.
	 */
	public async forget(guildId: string, before: Date): Promise<boolean> {
		const settings = { discordServerId: BigInt(guildId), key: { in: Object.values(SettingKeys) } };
		return retryConflicts(() =>
			this.#prisma.$transaction(async (transaction) => {
				// First, since the return of the guild deletes the same row: one of the two waits for the other.
				const where = { guildId, departedAt: { lt: before } };
				const { count } = await transaction.kickDeparture.deleteMany({ where });
				if (count === 0) return false;
				// A copy of the old log that is under way would bring deliveries back.
				await lockHead(transaction, this.#provider);
				await transaction.botSetting.deleteMany({ where: settings });
				await transaction.kickLink.deleteMany({ where: { guildId } });
				await transaction.kickLinkState.deleteMany({ where: { guildId } });
				await transaction.kickDelivery.deleteMany({ where: { guildId } });
				await transaction.kickOldDelivery.deleteMany({ where: { guildId } });
				await transaction.kickBegunEvent.deleteMany({ where: { guildId } });
				await transaction.kickCursor.deleteMany({ where: { guildId } });
				await transaction.kickPastCursor.deleteMany({ where: { guildId } });
				return true;
			})
		);
	}
}
