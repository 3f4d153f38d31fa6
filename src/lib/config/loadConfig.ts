import { err, ok, type Result } from '@sapphire/result';
import type { z } from 'zod';
import type { SendAs } from '../chat/types.js';
import { Secret } from '../crypto/Secret.js';
import { isKickWebhookType, type KickWebhookType, KickWebhookTypes } from '../kick/events/index.js';
import { ConfigError, type ConfigProblem } from './ConfigError.js';
import * as fields from './fields.js';
import { OutgoingProxies } from './OutgoingProxies.js';
import type { CommandOption, KickPluginOptions } from './options.js';
import { type PublicUrls, publicUrlsOf } from './publicUrls.js';
import { type Environment, Variables } from './Variables.js';

export interface KickConfig {
	/** `null` in a bot without Kick credentials. The plugin then only replies that Kick is not configured. */
	app: { clientId: string; clientSecret: Secret; urls: PublicUrls } | null;
	/** Variables that `app` still needs. */
	missing: ConfigProblem[];
	botUserToken: Secret | null;
	useWebsocket: boolean;
	databaseUrl: string;
	redisUrl: string | null;
	tokenKey: Secret | null;
	/** Previous key. It decrypts tokens that were encrypted before the key was changed. */
	tokenKeyOld: Secret | null;
	apiBaseUrl: string;
	idBaseUrl: string;
	webBaseUrl: string;
	pusherUrl: string;
	/** Realtime server to use. `auto` starts with Pusher and asks Kick when Pusher refuses. */
	realtimeProvider: 'auto' | 'pusher' | 'centrifugo';
	/** Base URL of the API that names Kick's realtime servers. */
	realtimeBaseUrl: string;
	/** Base URL of emote pictures. */
	filesBaseUrl: string;
	/** `null` when login is not set up. The dashboard then says so. */
	discordClientSecret: Secret | null;
	/** Whether the dashboard's routes are loaded. */
	dashboard: boolean;
	/** Time for which a viewer counts as present after the last message. */
	presenceMs: number;
	webhookPublicKey: string | null;
	commands: { kick: { name: string } | false; check_kick_config: { name: string } | false };
	loadReplyListeners: boolean;
	events: readonly KickWebhookType[];
	staleAfterMs: number;
	retention: { days: number; count: number };
	sendAs: SendAs;
	/** Proxies for this process's own connections. */
	proxies: OutgoingProxies;
}

const DefaultPusherUrl = 'wss://ws-us2.pusher.com/app/32cbd69e4b950bf97679';
const DefaultStaleAfterMs = 600_000;
const DefaultPresenceMinutes = 10;

/**
 * Reads and validates the configuration. Options have priority over environment variables.
 *
 * @param prefix Prefix of the host's plugin-api server.
 */
export function loadConfig(
	options: KickPluginOptions,
	environment: Environment,
	prefix = ''
): Result<KickConfig, ConfigError> {
	const variables = new Variables(environment);
	const read: Variables['read'] = (...variable) => variables.read(...variable);
	const secret = (variable: string, option: string | undefined, field: z.ZodType<string, string>) => {
		const value = read(variable, option, field);
		return value === null ? null : new Secret(value);
	};

	const clientId = read('KICK_CLIENT_ID', options.clientId, fields.credential);
	const clientSecret = secret('KICK_CLIENT_SECRET', options.clientSecret, fields.clientSecret);
	const oauthBaseUrl = read('OAUTH_BASE_URL', options.oauthBaseUrl, fields.baseUrl);
	const missing = missingCredentials({
		KICK_CLIENT_ID: clientId,
		KICK_CLIENT_SECRET: clientSecret,
		OAUTH_BASE_URL: oauthBaseUrl
	});
	const presenceMinutes = options.presenceMinutes ?? read('KICK_PRESENCE_MINUTES', undefined, fields.minutes);
	const webBaseUrl = read('KICK_WEB_BASE_URL', options.webBaseUrl, fields.hostUrl);
	const ready = clientId && clientSecret && oauthBaseUrl;

	const config: KickConfig = {
		app: ready ? { clientId, clientSecret, urls: publicUrlsOf(oauthBaseUrl, prefix) } : null,
		missing,
		botUserToken: secret('KICK_BOT_USER_TOKEN', options.botUserToken, fields.credential),
		useWebsocket:
			options.useWebsocket ??
			read('KICK_USE_WEBSOCKET', undefined, fields.flag) ??
			read('KICK_USE_KICKPYTHON_WS', undefined, fields.flag) ??
			false,
		databaseUrl: read('DATABASE_URL', options.databaseUrl, fields.databaseUrl) ?? 'file:./data/kick.db',
		redisUrl: read('REDIS_URL', options.redisUrl, fields.redisUrl),
		tokenKey: secret('KICK_TOKEN_KEY', options.tokenKey, fields.tokenKey),
		// No minimum length, because it may be an old client secret.
		tokenKeyOld: secret('KICK_TOKEN_KEY_OLD', options.tokenKeyOld, fields.text),
		apiBaseUrl: read('KICK_API_BASE_URL', options.apiBaseUrl, fields.hostUrl) ?? 'https://api.kick.com',
		idBaseUrl: read('KICK_ID_BASE_URL', options.idBaseUrl, fields.hostUrl) ?? 'https://id.kick.com',
		webBaseUrl: webBaseUrl ?? 'https://kick.com',
		pusherUrl: read('KICK_PUSHER_URL', options.pusherUrl, fields.socketUrl) ?? DefaultPusherUrl,
		realtimeProvider: read('KICK_REALTIME_PROVIDER', options.realtimeProvider, fields.realtimeProvider) ?? 'auto',
		// A simulated Kick serves its whole website at one address.
		realtimeBaseUrl:
			read('KICK_REALTIME_BASE_URL', options.realtimeBaseUrl, fields.hostUrl) ?? webBaseUrl ?? 'https://web.kick.com',
		filesBaseUrl:
			read('KICK_FILES_BASE_URL', options.filesBaseUrl, fields.hostUrl) ?? webBaseUrl ?? 'https://files.kick.com',
		discordClientSecret: secret('DISCORD_CLIENT_SECRET', options.discordClientSecret, fields.clientSecret),
		dashboard: options.dashboard ?? true,
		presenceMs: (presenceMinutes ?? DefaultPresenceMinutes) * 60_000,
		webhookPublicKey: read('KICK_WEBHOOK_PUBLIC_KEY', options.webhookPublicKey, fields.publicKeyPem),
		commands: {
			kick: commandOf('kick', options.commands?.kick),
			check_kick_config: commandOf('check_kick_config', options.commands?.check_kick_config)
		},
		loadReplyListeners: options.loadReplyListeners ?? true,
		events: options.events ?? KickWebhookTypes,
		staleAfterMs: options.staleAfterMs ?? DefaultStaleAfterMs,
		retention: { days: options.retentionDays ?? 7, count: options.retentionCount ?? 100_000 },
		sendAs: options.sendAs ?? 'auto',
		proxies: OutgoingProxies.read(variables)
	};
	const problems = [...variables.problems, ...optionProblems(config)];
	return problems.length === 0 ? ok(config) : err(new ConfigError(problems, missing));
}

function missingCredentials(values: Record<string, unknown>): ConfigProblem[] {
	const whereToGet: Record<string, string> = {
		KICK_CLIENT_ID: 'get it at https://kick.com/settings/developer (your app, "Client ID")',
		KICK_CLIENT_SECRET: 'get it at https://kick.com/settings/developer (your app, "Client Secret")',
		OAUTH_BASE_URL: 'the public address of this bot, for example https://your-bot.up.railway.app'
	};
	return Object.entries(whereToGet)
		.filter(([variable]) => !values[variable])
		.map(([variable, where]) => ({ variable, problem: `is missing: ${where}` }));
}

function optionProblems(config: KickConfig): ConfigProblem[] {
	const problems: ConfigProblem[] = [];
	const unknown = config.events.filter((event) => !isKickWebhookType(event));
	if (unknown.length > 0)
		problems.push({ variable: 'kick.events', problem: `has unknown events: ${unknown.join(', ')}. Remove them` });
	if (!(config.staleAfterMs > 0))
		problems.push({ variable: 'kick.staleAfterMs', problem: 'is not valid. Use a number above 0' });
	if (!(config.presenceMs > 0))
		problems.push({ variable: 'kick.presenceMinutes', problem: 'is not valid. Use a number above 0' });
	for (const [name, value] of Object.entries({
		retentionDays: config.retention.days,
		retentionCount: config.retention.count
	})) {
		if (!(value >= 1)) problems.push({ variable: `kick.${name}`, problem: 'is not valid. Use a number of at least 1' });
	}
	for (const [command, option] of Object.entries(config.commands)) {
		if (option && !/^[-_\p{Ll}\p{N}]{1,32}$/u.test(option.name)) {
			problems.push({
				variable: `kick.commands.${command}.name`,
				problem: 'is not a name that Discord accepts. Use 1 to 32 lower-case letters, digits, - or _'
			});
		}
	}
	return problems;
}

function commandOf(name: string, option: CommandOption | undefined): { name: string } | false {
	return option === false ? false : { name: option?.name ?? name };
}
