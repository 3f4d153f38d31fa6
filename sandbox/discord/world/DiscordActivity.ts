/** A button as a person sees it; `url` is `null` for one that sends an interaction to the bot. */
export interface VisibleButton {
	label: string;
	url: string | null;
	/** Set when it can't be pressed. */
	disabled?: true;
}

/** An event that people could see, for transcripts and demo pages. */
export interface DiscordActivity {
	at: Date;
	/**
	 * - `message`: a person or the bot wrote in a channel.
	 * - `command`: a person sent a slash command or pressed a button.
	 * - `answer`, `followup`: the bot answered it.
	 * - `edit`, `deletion`, `reaction`: actions of the bot.
	 * - `connected`, `disconnected`: a session of the bot at the gateway.
	 */
	kind: 'message' | 'command' | 'answer' | 'followup' | 'edit' | 'deletion' | 'reaction' | 'connected' | 'disconnected';
	/** `null` in direct messages, and for `connected` and `disconnected`. */
	guild: { id: string; name: string } | null;
	channel: { id: string; name: string } | null;
	author: { id: string; name: string; isBot: boolean };
	text: string;
	buttons: readonly VisibleButton[];
	/** Whether only `visibleTo` can see it. */
	ephemeral: boolean;
	/** Name of the only person who sees an ephemeral answer or a direct message; `null` when everyone does. */
	visibleTo: string | null;
	messageId: string | null;
}
