import { err, ok, Result } from '@sapphire/result';
import type { Client } from 'discord.js';
import { PermissionFlagsBits } from 'discord-api-types/v10';
import { ExpiringCache } from '../../time/ExpiringCache.js';
import { isInGuild } from '../BotPresence.js';
import { BotPermissions } from '../permissions.js';
import { describeChannels } from './describeChannels.js';
import { describeRoles } from './describeRoles.js';
import { fetchGuildState } from './fetchGuildState.js';
import type { DirectoryFailure, GuildDirectory } from './GuildDirectory.js';
import { cachedGuildState, type GuildState } from './GuildState.js';
import { serverPermissions } from './permissionsOfBot.js';

const RememberMs = 10_000;
const MaxRemembered = 500;

const Failures = {
	no_bot: { code: 'no_bot', hint: 'The bot is not in this server. Add it first.' },
	unavailable: { code: 'unavailable', hint: 'Discord does not answer. Try again in a minute.' }
} as const satisfies Record<DirectoryFailure['code'], DirectoryFailure>;

/** Channels and roles of the servers that the bot is in, including those of other processes. */
export class GuildDirectories {
	readonly #client: Client;
	readonly #others = new ExpiringCache<string, GuildState | null>(RememberMs, MaxRemembered);

	public constructor(client: Client) {
		this.#client = client;
	}

	/**
	 * Returns the channels and roles of a server. A server of this process is read from the cache of discord.js, which is
	 * up to date.
	 *
	 * @param maxAgeMs Maximum age of an answer of Discord about a server of another process. At most 10 seconds.
	 */
	public async of(guildId: string, maxAgeMs = RememberMs): Promise<Result<GuildDirectory, DirectoryFailure>> {
		const asked = await Result.fromAsync(() => this.#stateOf(guildId, maxAgeMs));
		if (asked.isErr()) return err(Failures.unavailable);
		const state = asked.unwrap();
		return state ? ok(describe(state)) : err(Failures.no_bot);
	}

	async #stateOf(guildId: string, maxAgeMs: number): Promise<GuildState | null> {
		const client = this.#client;
		if (!client.isReady()) throw new Error('Discord is not ready.');
		if (!/^\d{1,20}$/.test(guildId) || isInGuild(client, guildId) === false) return null;
		const guild = client.guilds.cache.get(guildId);
		// The cache of a server is empty until Discord has sent it, as after an outage.
		if (guild?.available && guild.members.me) return cachedGuildState(guild, guild.members.me);
		return this.#others.get(guildId, () => fetchGuildState(client, guildId, client.user.id), maxAgeMs);
	}
}

function describe(state: GuildState): GuildDirectory {
	const permissions = serverPermissions(state);
	const missing = BotPermissions.filter(({ name }) => (permissions & PermissionFlagsBits[name]) === 0n);
	return {
		channels: describeChannels(state),
		roles: describeRoles(state),
		botPermissions: { missing: missing.map(({ name }) => name) }
	};
}
