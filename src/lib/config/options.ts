import type { SendAs } from '../chat/types.js';
import type { KickWebhookType } from '../kick/events/index.js';

/** Option that renames a command, or removes it with `false`. */
export type CommandOption = false | { name?: string };

/**
 * Options in `ClientOptions.kick`. Every field is optional. Where a field has an environment variable, its `@default`
 * names it.
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
	/** Public base URL of this bot. A missing scheme means https. @default process.env.OAUTH_BASE_URL */
	oauthBaseUrl?: string;
	/** Access token of a bot account, for sending with the live socket. @default process.env.KICK_BOT_USER_TOKEN */
	botUserToken?: string;
	/** Whether chat is also read from the live socket. @default process.env.KICK_USE_WEBSOCKET, false */
	useWebsocket?: boolean;
	/** Database URL, `file:` for the embedded SQLite. @default process.env.DATABASE_URL, 'file:./data/kick.db' */
	databaseUrl?: string;
	/** Redis URL. Without it, processes work through the database alone. @default process.env.REDIS_URL */
	redisUrl?: string;
	/**
	 * Key that encrypts the tokens in the database, at least 16 characters.
	 *
	 * @default process.env.KICK_TOKEN_KEY, derived from the client secret
	 */
	tokenKey?: string;
	/**
	 * Previous key, or previous client secret where no key was set. At start, tokens that were encrypted with it are
	 * encrypted again with the new key. Afterwards it can be removed.
	 *
	 * @default process.env.KICK_TOKEN_KEY_OLD
	 */
	tokenKeyOld?: string;
	/** Client secret of the Discord application, for the dashboard's login. @default process.env.DISCORD_CLIENT_SECRET */
	discordClientSecret?: string;
	/** Whether the web dashboard is served at `/dashboard`, below the host's `api.prefix`. @default true */
	dashboard?: boolean;
	/** Base URL of Kick's API. @default process.env.KICK_API_BASE_URL, 'https://api.kick.com' */
	apiBaseUrl?: string;
	/** Base URL of Kick's OAuth server. @default process.env.KICK_ID_BASE_URL, 'https://id.kick.com' */
	idBaseUrl?: string;
	/** Base URL of Kick's website. @default process.env.KICK_WEB_BASE_URL, 'https://kick.com' */
	webBaseUrl?: string;
	/** URL of the Pusher socket, including the app key. @default process.env.KICK_PUSHER_URL */
	pusherUrl?: string;
	/**
	 * Realtime server that the live socket uses. `auto` starts with Pusher. When Pusher refuses, it asks Kick which one
	 * to use.
	 *
	 * @default process.env.KICK_REALTIME_PROVIDER, 'auto'
	 */
	realtimeProvider?: 'auto' | 'pusher' | 'centrifugo';
	/**
	 * Base URL of the API that names Kick's realtime servers.
	 *
	 * @default process.env.KICK_REALTIME_BASE_URL, 'https://web.kick.com'
	 */
	realtimeBaseUrl?: string;
	/** Base URL of emote pictures. @default process.env.KICK_FILES_BASE_URL, 'https://files.kick.com' */
	filesBaseUrl?: string;
	/**
	 * Public key that verifies webhooks, as PEM. When set, no other key is accepted.
	 *
	 * @default process.env.KICK_WEBHOOK_PUBLIC_KEY, the key that Kick publishes
	 */
	webhookPublicKey?: string;
	/** Renames a command, or removes it with `false`. */
	commands?: { kick?: CommandOption; check_kick_config?: CommandOption };
	/** Whether the plugin replies to denials and errors of its own commands. @default true */
	loadReplyListeners?: boolean;
	/** Event types to subscribe to for each linked channel. @default all ten */
	events?: readonly KickWebhookType[];
	/**
	 * Age in milliseconds, by Kick's signed timestamp, from which an event is logged but not announced.
	 *
	 * @default 600000
	 */
	staleAfterMs?: number;
	/** Days for which the event log is kept. Replayed webhooks that are older are refused. @default 7 */
	retentionDays?: number;
	/** Maximum number of events that the log keeps for each Kick channel. @default 100000 */
	retentionCount?: number;
	/**
	 * Minutes for which a viewer counts as present after a message, for watch time.
	 *
	 * @default process.env.KICK_PRESENCE_MINUTES, 10
	 */
	presenceMinutes?: number;
	/** Account type that sends messages, unless a call sets another. @default 'auto' */
	sendAs?: SendAs;
}
