import type { SendAs } from '../chat/types.js';
import type { KickWebhookType } from '../kick/events/index.js';

/** Leaves a command out, or renames it. */
export type CommandOption = false | { name?: string };

/**
 * `ClientOptions.kick`. Every field is optional: the environment variable of the same meaning is the default.
 *
 * @example
 * ```typescript
 * import 'sapphire-plugin-kick/register';
 *
 * const client = new SapphireClient({
 *   intents: ['Guilds'],
 *   kick: { commands: { kick: { name: 'kickchat' } } }
 * });
 * ```
 */
export interface KickPluginOptions {
	/** Client id of the Kick app. @default process.env.KICK_CLIENT_ID */
	clientId?: string;
	/** Client secret of the Kick app. @default process.env.KICK_CLIENT_SECRET */
	clientSecret?: string;
	/** Public base URL of this bot; a missing scheme means https. @default process.env.OAUTH_BASE_URL */
	oauthBaseUrl?: string;
	/** Access token of a bot account, for sending beside the live socket. @default process.env.KICK_BOT_USER_TOKEN */
	botUserToken?: string;
	/** Read chat by the live socket as well. @default process.env.KICK_USE_WEBSOCKET, false */
	useWebsocket?: boolean;
	/** `file:` for the embedded SQLite. @default process.env.DATABASE_URL, 'file:./data/kick.db' */
	databaseUrl?: string;
	/** @default process.env.REDIS_URL */
	redisUrl?: string;
	/**
	 * Key that encrypts the tokens in the database, at least 16 characters.
	 *
	 * @default process.env.KICK_TOKEN_KEY, derived from the client secret
	 */
	tokenKey?: string;
	/**
	 * The key before it was changed, or the client secret before it was changed where no key was set. Tokens that are
	 * encrypted with it are encrypted with the new key at the start; then it can be removed.
	 *
	 * @default process.env.KICK_TOKEN_KEY_OLD
	 */
	tokenKeyOld?: string;
	/** Client secret of the Discord application, for the dashboard's login. @default process.env.DISCORD_CLIENT_SECRET */
	discordClientSecret?: string;
	/** Whether the web dashboard is served at `/dashboard`, below the host's `api.prefix`. @default true */
	dashboard?: boolean;
	/** @default process.env.KICK_API_BASE_URL, 'https://api.kick.com' */
	apiBaseUrl?: string;
	/** @default process.env.KICK_ID_BASE_URL, 'https://id.kick.com' */
	idBaseUrl?: string;
	/** @default process.env.KICK_WEB_BASE_URL, 'https://kick.com' */
	webBaseUrl?: string;
	/** The realtime socket up to its key. @default process.env.KICK_PUSHER_URL */
	pusherUrl?: string;
	/**
	 * Which of Kick's two realtime servers the live socket uses. `auto` begins with Pusher, and asks Kick which one to use when
	 * that is refused.
	 *
	 * @default process.env.KICK_REALTIME_PROVIDER, 'auto'
	 */
	realtimeProvider?: 'auto' | 'pusher' | 'centrifugo';
	/** Where Kick tells its realtime servers. @default process.env.KICK_REALTIME_BASE_URL, 'https://web.kick.com' */
	realtimeBaseUrl?: string;
	/** Where pictures of emotes come from. @default process.env.KICK_FILES_BASE_URL, 'https://files.kick.com' */
	filesBaseUrl?: string;
	/**
	 * PEM of the key that signs webhooks; pinned when set.
	 *
	 * @default process.env.KICK_WEBHOOK_PUBLIC_KEY, the key that Kick publishes
	 */
	webhookPublicKey?: string;
	/** Rename a command, or leave it out with `false`. */
	commands?: { kick?: CommandOption; check_kick_config?: CommandOption };
	/** Whether the plugin answers denials and errors of its own commands. @default true */
	loadReplyListeners?: boolean;
	/** Event types to subscribe to for each linked channel. @default all ten */
	events?: readonly KickWebhookType[];
	/** Age in milliseconds, by Kick's signed timestamp, from which an event is logged but not announced. @default 600000 */
	staleAfterMs?: number;
	/** How long the event log is kept, in days. A replay older than this is refused by its age. @default 7 */
	retentionDays?: number;
	/** How many events of the log are kept for each Kick channel. @default 100000 */
	retentionCount?: number;
	/** How many minutes a viewer counts as present after a message, for watch time. @default process.env.KICK_PRESENCE_MINUTES, 10 */
	presenceMinutes?: number;
	/** How messages are sent unless a call says otherwise. @default 'auto' */
	sendAs?: SendAs;
}
