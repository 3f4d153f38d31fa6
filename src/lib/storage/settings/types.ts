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
}
