import { err, ok, type Result } from '@sapphire/result';
import { ConfigError, type ConfigProblem } from '../lib/config/ConfigError.js';
import * as fields from '../lib/config/fields.js';
import { type Environment, type KickConfig, loadConfig } from '../lib/config/loadConfig.js';
import { Secret } from '../lib/config/Secret.js';
import { type HealthListener, healthListener } from './health/healthListener.js';

export interface BotConfig {
	token: Secret;
	port: number;
	/** `null`: all interfaces. */
	host: string | null;
	/** Whether this process listens for Kick and browsers. */
	listens: boolean;
	/** Where it answers `/health` and `/metrics`, if the web server does not or not alone. */
	health: HealthListener | null;
	prefix: string;
	/** `null`: the real Discord. */
	discordApiUrl: string | null;
	kick: KickConfig;
}

const MissingToken: ConfigProblem = {
	variable: 'DISCORD_TOKEN',
	problem: 'is missing: get it at https://discord.com/developers/applications (your application, Bot, "Reset Token")'
};

/** The ready bot needs everything: what a host may leave out is a problem here. */
export function loadBotConfig(environment: Environment): Result<BotConfig, ConfigError> {
	const problems: ConfigProblem[] = [];
	const token = environment.DISCORD_TOKEN?.trim();
	if (!token) problems.push(MissingToken);

	const kick = loadConfig({}, environment);
	problems.push(...kick.match({ ok: ({ missing }) => missing, err: (error) => error.problems }));
	const port = fields.port.safeParse(environment.PORT?.trim() || '4000');
	if (!port.success) problems.push({ variable: 'PORT', problem: port.error.issues[0]?.message ?? 'is not valid' });
	const discordApiUrl = environment.DISCORD_API_BASE_URL?.trim() || null;
	if (discordApiUrl && !/^https?:\/\/\S+$/.test(discordApiUrl)) {
		problems.push({ variable: 'DISCORD_API_BASE_URL', problem: 'is not a web address: remove it' });
	}
	const http = fields.flag.safeParse(environment.KICK_HTTP?.trim() || String(isFirstShard(environment)));
	if (!http.success) problems.push({ variable: 'KICK_HTTP', problem: 'is neither true nor false' });
	const healthPort = environment.KICK_HEALTH_PORT?.trim()
		? fields.port.safeParse(environment.KICK_HEALTH_PORT.trim())
		: null;
	if (healthPort?.success === false)
		problems.push({ variable: 'KICK_HEALTH_PORT', problem: 'is not a port: use a number from 0 to 65535' });
	const prefix = environment.COMMAND_PREFIX?.trim() || '!';

	if (problems.length > 0 || !token || !port.success || !http.success) return err(new ConfigError(problems));
	const host = environment.HOST?.trim() || null;
	const listening = { port: port.data, host, listens: http.data };
	return ok({
		token: new Secret(token),
		...listening,
		health: healthListener(listening, healthPort?.data ?? null, Boolean(environment.SHARDING_MANAGER)),
		prefix,
		discordApiUrl,
		kick: kick.unwrap()
	});
}

/** discord.js' `ShardingManager` gives each child its shards, as `0` or `[0,1]`: they share one machine, and so one port. */
function isFirstShard({ SHARDS }: Environment): boolean {
	return !SHARDS || /\d+/.exec(SHARDS)?.[0] === '0';
}
