/** Discord servers that the bot was removed from: their rows go after 30 days unless it is back. */
export interface DepartureRepository {
	mark(guildId: string, at: Date): Promise<void>;
	clear(guildId: string): Promise<void>;
	list(): Promise<string[]>;
	before(date: Date): Promise<string[]>;
	/**
	 * Deletes the guild's settings, link, link states, cursors and deliveries, and the departure itself, if the guild has been gone
	 * since before the date. All in one transaction: a guild that is back keeps everything.
	 */
	forget(guildId: string, before: Date): Promise<boolean>;
}
