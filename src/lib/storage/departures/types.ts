/** Discord servers that the bot was removed from: their rows go after 30 days unless it is back. */
export interface DepartureRepository {
	mark(guildId: string, at: Date): Promise<void>;
	clear(guildId: string): Promise<void>;
	before(date: Date): Promise<string[]>;
	/** All of them. */
	list(): Promise<string[]>;
	/** Deletes the guild's settings, link, link states and deliveries, and the departure itself. */
	forget(guildId: string): Promise<void>;
}
