import { lockHead } from '../events/lockHead.js';
import type { PrismaClient } from '../prisma.js';
import type { Provider } from '../provider.js';
import { retryConflicts } from '../support/retryConflicts.js';
import { SettingKeys } from './SettingsRepository.js';

/**
 * Discord servers that the bot was removed from. Their rows are deleted after 30 days unless the bot is added again.
 */
export class DepartureRepository {
	readonly #prisma: PrismaClient;
	readonly #provider: Provider;

	public constructor(prisma: PrismaClient, provider: Provider) {
		this.#prisma = prisma;
		this.#provider = provider;
	}

	/** Records a departure. Keeps the first date, so that restarts do not delay the deletion. */
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
	 * Deletes the data of a guild that has been gone since before the date: settings, history, editors, link, link
	 * states, cursors, deliveries and the departure itself. Runs in one transaction, so a guild that is back keeps
	 * everything.
	 *
	 * In `bot_settings` it deletes only the plugin's own keys, because the Python bot may keep others there.
	 */
	public async forget(guildId: string, before: Date): Promise<boolean> {
		const settings = { discordServerId: BigInt(guildId), key: { in: Object.values(SettingKeys) } };
		return retryConflicts(() =>
			this.#prisma.$transaction(async (transaction) => {
				// Runs first, because the return of the guild deletes the same row. So one of the two waits for the other.
				const where = { guildId, departedAt: { lt: before } };
				const { count } = await transaction.kickDeparture.deleteMany({ where });
				if (count === 0) return false;
				// Without this lock, a copy of the old log in progress would restore deliveries.
				await lockHead(transaction, this.#provider);
				await transaction.botSetting.deleteMany({ where: settings });
				await transaction.kickSettingChange.deleteMany({ where: { guildId } });
				await transaction.kickEditor.deleteMany({ where: { guildId } });
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
