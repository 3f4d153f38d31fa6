/** The seed's three settings of a Discord server. `null` = not set. */
export interface GuildSettings {
	channel: string | null;
	broadcasterUserId: number | null;
	chatroomId: number | null;
}

export interface SettingsRepository {
	get(guildId: string): Promise<GuildSettings>;
	/** Writes the named settings in one transaction; `null` deletes a row. */
	set(guildId: string, settings: Partial<GuildSettings>): Promise<void>;
	/**
	 * Reads, decides and writes in one transaction: no other process changes the settings in between.
	 *
	 * @param decide Returns the settings to write, or `null` to write nothing. May be called again after a conflict.
	 * @returns Whether `decide` chose to write.
	 */
	change(guildId: string, decide: (current: GuildSettings) => Partial<GuildSettings> | null): Promise<boolean>;
}
