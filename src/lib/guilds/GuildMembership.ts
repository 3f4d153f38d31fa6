import type { Database } from '../storage/types.js';

interface Parts {
	database: Pick<Database, 'departures' | 'links'>;
	/** Events may go to other servers than before. */
	routesChanged: () => void;
}

/** Which Discord servers have the bot. What belongs to one that removed it goes after 30 days, unless the bot is back. */
export class GuildMembership {
	/** @param partsOf `null` where Kick is not configured: nothing is stored then. */
	public constructor(private readonly partsOf: () => Parts | null) {}

	/** The servers of this process are known: those that removed the bot while it was away have left now. */
	public async known(isPresent: (guildId: string) => boolean): Promise<void> {
		for (const { guildId } of (await this.partsOf()?.database.links.list()) ?? []) {
			await (isPresent(guildId) ? this.joined(guildId) : this.left(guildId));
		}
	}

	public async joined(guildId: string): Promise<void> {
		const parts = this.partsOf();
		await parts?.database.departures.clear(guildId);
		parts?.routesChanged();
	}

	public async left(guildId: string): Promise<void> {
		const parts = this.partsOf();
		await parts?.database.departures.mark(guildId, new Date());
		parts?.routesChanged();
	}
}
