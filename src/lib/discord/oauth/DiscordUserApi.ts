import { err, ok, type Result } from '@sapphire/result';
import { PermissionFlagsBits } from 'discord-api-types/v10';
import type { z } from 'zod';
import type { Secret } from '../../crypto/Secret.js';
import { type DiscordFailure, discordFailure } from './DiscordFailure.js';
import type { DiscordHttp } from './DiscordHttp.js';
import { guildsAnswer, userAnswer } from './schemas.js';

export interface DiscordPerson {
	id: string;
	/** Name that Discord shows to others. */
	name: string;
	/** Hash of the user's picture; `null` without a picture. */
	avatar: string | null;
}

export interface PersonsGuild {
	id: string;
	name: string;
	/** Hash of the server's picture; `null` without a picture. */
	icon: string | null;
	/** Whether this user may change its settings: owner, Administrator or Manage Server. */
	isManager: boolean;
}

const ManagerBits = PermissionFlagsBits.Administrator | PermissionFlagsBits.ManageGuild;

/** Client for a user's own data at Discord, read with the user's token. */
export class DiscordUserApi {
	public constructor(private readonly http: DiscordHttp) {}

	public async person(token: Secret): Promise<Result<DiscordPerson, DiscordFailure>> {
		const user = await this.#get('/users/@me', token, userAnswer);
		return user.map(({ id, username, global_name: globalName, avatar }) => ({
			id,
			name: globalName ?? username,
			avatar: avatar ?? null
		}));
	}

	/** Returns all servers of a user. One request is enough, because Discord limits their number. */
	public async guilds(token: Secret): Promise<Result<PersonsGuild[], DiscordFailure>> {
		const guilds = await this.#get('/users/@me/guilds', token, guildsAnswer);
		return guilds.map((list) =>
			list.map(({ id, name, icon, owner, permissions }) => ({
				id,
				name,
				icon: icon ?? null,
				isManager: owner || (BigInt(permissions) & ManagerBits) !== 0n
			}))
		);
	}

	async #get<Data>(path: string, token: Secret, schema: z.ZodType<Data>): Promise<Result<Data, DiscordFailure>> {
		const called = await this.http.call({ method: 'GET', path, bearer: token.reveal() });
		return called.andThen(({ status, json }) => {
			if (status === 401) return err(discordFailure('unauthorized'));
			const parsed = schema.safeParse(json);
			return status === 200 && parsed.success ? ok(parsed.data) : err(discordFailure('unavailable'));
		});
	}
}
