import { err, ok, type Result } from '@sapphire/result';
import { ConfigError, type ConfigProblem } from '../lib/config/ConfigError.js';
import * as fields from '../lib/config/fields.js';
import { type KickConfig, loadConfig } from '../lib/config/loadConfig.js';
import { type Environment, Variables } from '../lib/config/Variables.js';
import { Secret } from '../lib/crypto/Secret.js';
import { type HealthListener, healthListener } from './health/healthListener.js';

export interface BotConfig {
	token: Secret;
	port: number;
	/** Address to listen on; `null` for all interfaces. */
	host: string | null;
	/** Whether this process has the web server for Kick and browsers. */
	listens: boolean;
	/** Extra listener for `/health` and `/metrics`; `null` if the web server alone answers them. */
	health: HealthListener | null;
	prefix: string;
	/** API of a simulated Discord; `null` for the real one. */
	discordApiUrl: string | null;
	/** Pictures of a simulated Discord; `null` for the real one. */
	discordCdnUrl: string | null;
	/** Options of discord.js. */
	sharding: { shards?: number[] | 'auto'; shardCount?: number };
	kick: KickConfig;
}

const MissingToken: ConfigProblem = {
	variable: 'DISCORD_TOKEN',
	problem: 'is missing: get it at https://discord.com/developers/applications (your application, Bot, "Reset Token")'
};

/**
 * Loads the configuration of the ready bot. Settings that are optional for a host bot are required here.
 *
 * @param unread Reason why the `.env` file could not be read, which explains missing settings.
 */
export function loadBotConfig(
	environment: Environment,
	unread: ConfigProblem | null = null
): Result<BotConfig, ConfigError> {
	const variables = new Variables(environment);
	const token = variables.read('DISCORD_TOKEN', undefined, fields.credential);
	const kick = loadConfig({}, environment);
	const port = variables.read('PORT', undefined, fields.port) ?? 4000;
	const host = variables.read('HOST', undefined, fields.host);
	const discordApiUrl = variables.read('DISCORD_API_BASE_URL', undefined, fields.apiUrl);
	const discordCdnUrl = variables.read('DISCORD_CDN_BASE_URL', undefined, fields.cdnUrl);
	const sharding = readSharding(variables);
	const listens = variables.read('KICK_HTTP', undefined, fields.flag) ?? hasFirstShard(sharding);
	const healthPort = variables.read('KICK_HEALTH_PORT', undefined, fields.port);
	const prefix = variables.read('COMMAND_PREFIX', undefined, fields.text) ?? '!';

	const wrong = [...variables.problems, ...kick.match({ ok: () => [], err: ({ problems }) => problems })];
	const missing = kick.match({ ok: (config) => config.missing, err: (error) => error.missing });
	const isWrong = (variable: string) => wrong.some((problem) => problem.variable === variable);
	const problems = [...(token ? [] : [MissingToken]), ...missing].filter(({ variable }) => !isWrong(variable));
	problems.push(...wrong);
	if (problems.length > 0 || !token) return err(new ConfigError(unread ? [unread, ...problems] : problems));
	const listening = { port, host, listens };
	return ok({
		token: new Secret(token),
		...listening,
		health: healthListener(listening, healthPort, Boolean(environment.SHARDING_MANAGER)),
		prefix,
		discordApiUrl,
		discordCdnUrl,
		sharding,
		kick: kick.unwrap()
	});
}

function readSharding(variables: Variables): BotConfig['sharding'] {
	const shards = variables.read('SHARDS', undefined, fields.shards);
	const given = variables.read('SHARD_COUNT', undefined, fields.shardCount);
	if (shards === null || shards === 'auto') return { ...(shards && { shards }), ...(given && { shardCount: given }) };
	const shardCount = given ?? shards.length;
	if (shards.some((id) => id >= shardCount)) {
		variables.refuse(
			'SHARDS',
			`has a shard that SHARD_COUNT does not have: with SHARD_COUNT=${shardCount} the last shard is ${shardCount - 1}`
		);
	}
	return { shards, shardCount };
}

/** Whether this process has shard 0. The processes of a `ShardingManager` share one machine, and so one port. */
function hasFirstShard({ shards }: BotConfig['sharding']): boolean {
	return shards === undefined || shards === 'auto' || shards.includes(0);
}
