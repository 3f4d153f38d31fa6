/** The seed's three settings of a Discord server. `null` = not set. */
export interface GuildSettings {
	channel: string | null;
	broadcasterUserId: number | null;
	chatroomId: number | null;
}
