/** What the library has to know of Discord: given by the plugin, so that `lib` needs no client. */
export interface DiscordSide {
	/** Whether every shard of this process is connected and ready. */
	isReady(): boolean;
	/** The shards of this process, of how many. Known when Discord is ready. */
	shards(): { ids: readonly number[]; count: number };
	/** For log lines; the id where the server is not known. */
	guildName(guildId: string): string;
}
