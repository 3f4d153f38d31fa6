import type { Statements } from '../direct/DirectClient.js';
import { Prisma } from '../prisma.js';
import { parseId } from '../support/parseId.js';
import { SettingKeys } from './SettingsRepository.js';

/** Discord server with the Kick channel that it is linked to. */
export interface LinkedChannel {
	guildId: string;
	broadcasterUserId: number;
	username: string;
	slug: string | null;
	chatroomId: number | null;
}

interface Row {
	guild_id: string;
	user_id: bigint | number;
	username: string;
	slug: string | null;
	key: string;
	value: string | null;
}

/**
 * Reads servers with a link, their settings and no departure, in one statement.
 *
 * Settings are texts that other programs may have written. So this function, not SQL, checks whether they fit the
 * account.
 */
export async function linkedChannels(statements: Statements, broadcasterUserId?: number): Promise<LinkedChannel[]> {
	const ofOne =
		broadcasterUserId === undefined ? Prisma.empty : Prisma.sql`AND kick_links.user_id = ${BigInt(broadcasterUserId)}`;
	const rows = await statements.$queryRaw<Row[]>`
		SELECT kick_links.guild_id, kick_links.user_id, kick_accounts.username, kick_accounts.slug,
			bot_settings.key, bot_settings.value
		FROM kick_links
			JOIN kick_accounts ON kick_accounts.user_id = kick_links.user_id
			JOIN bot_settings ON bot_settings.discord_server_id = CAST(kick_links.guild_id AS BIGINT)
		WHERE bot_settings.key IN (${SettingKeys.broadcasterUserId}, ${SettingKeys.chatroomId})
			AND NOT EXISTS (SELECT 1 FROM kick_departures WHERE kick_departures.guild_id = kick_links.guild_id)
			${ofOne}
		ORDER BY kick_links.guild_id`;
	const channels = new Map<string, LinkedChannel>();
	for (const row of rows) {
		if (row.key === SettingKeys.broadcasterUserId && parseId(row.value) === Number(row.user_id)) {
			channels.set(row.guild_id, toChannel(row));
		}
	}
	for (const { guild_id, key, value } of rows) {
		const channel = channels.get(guild_id);
		if (channel && key === SettingKeys.chatroomId) channel.chatroomId = parseId(value);
	}
	return [...channels.values()];
}

function toChannel({ guild_id, user_id, username, slug }: Row): LinkedChannel {
	return { guildId: guild_id, broadcasterUserId: Number(user_id), username, slug, chatroomId: null };
}
