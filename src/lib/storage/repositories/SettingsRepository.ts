import { type ChangeTransaction, recordChanges } from '../history/recordChanges.js';
import { type ChangeOrigin, CodeActor, type NewChange } from '../history/types.js';
import type { PrismaClient } from '../prisma.js';
import { parseId } from '../support/parseId.js';
import { retryConflicts } from '../support/retryConflicts.js';
import { storable } from '../support/storable.js';

/** Settings of a Discord server in the table that the Python bot also uses. `null`: not set. */
export interface GuildSettings {
	channel: string | null;
	broadcasterUserId: number | null;
	chatroomId: number | null;
}

/** Names of the plugin's rows in `bot_settings`. They are the names of the Python bot. */
export const SettingKeys = {
	channel: 'kick_channel',
	broadcasterUserId: 'kick_broadcaster_user_id',
	chatroomId: 'kick_chatroom_id'
} as const satisfies Record<keyof GuildSettings, string>;

type Reader = Pick<PrismaClient, 'botSetting'>;
type Transaction = Reader & ChangeTransaction;

const Names = Object.keys(SettingKeys) as (keyof GuildSettings)[];

/** Settings in `bot_settings`. The Python bot may have filled this table, so all values are checked. */
export class SettingsRepository {
	readonly #prisma: PrismaClient;

	public constructor(prisma: PrismaClient) {
		this.#prisma = prisma;
	}

	public get(guildId: string): Promise<GuildSettings> {
		return read(this.#prisma, guildId);
	}

	/** Writes the named settings in one transaction; `null` deletes a row. */
	public async set(guildId: string, settings: Partial<GuildSettings>): Promise<void> {
		await this.change(guildId, () => settings, { by: CodeActor });
	}

	/**
	 * Reads, decides and writes in one transaction, so no other process changes the settings in between. The transaction
	 * also records a changed channel or chatroom id in the history.
	 *
	 * @param decide Returns the settings to write, or `null` to write nothing. May be called again after a conflict.
	 * @returns Whether `decide` chose to write.
	 */
	public change(
		guildId: string,
		decide: (current: GuildSettings) => Partial<GuildSettings> | null,
		origin: ChangeOrigin
	): Promise<boolean> {
		const run = async (transaction: Transaction): Promise<boolean> => {
			const before = await read(transaction, guildId);
			const settings = decide(before);
			if (settings === null) return false;
			const after = { ...before };
			for (const name of Names) {
				const setting = settings[name];
				if (setting === undefined) continue;
				await write(transaction, BigInt(guildId), SettingKeys[name], setting);
				Object.assign(after, { [name]: setting });
			}
			await recordChanges(transaction, changesOf(guildId, before, after, origin));
			return true;
		};
		// Otherwise two transactions at once would not see each other's rows.
		return retryConflicts(() => this.#prisma.$transaction(run, { isolationLevel: 'Serializable' }));
	}
}

/**
 * Describes the change of a server's settings for the history.
 *
 * Ids that change together with the channel are part of that change. The broadcaster id alone follows from the channel.
 */
function changesOf(guildId: string, before: GuildSettings, after: GuildSettings, origin: ChangeOrigin): NewChange[] {
	if (before.channel !== after.channel) return [{ guildId, kind: 'channel', before, after, ...origin }];
	if (before.chatroomId === after.chatroomId) return [];
	const value = ({ channel, chatroomId }: GuildSettings) => ({ channel, chatroomId });
	return [{ guildId, kind: 'chatroom', before: value(before), after: value(after), ...origin }];
}

async function read(client: Reader, guildId: string): Promise<GuildSettings> {
	const rows = await client.botSetting.findMany({
		where: { discordServerId: BigInt(guildId), key: { in: Object.values(SettingKeys) } },
		select: { key: true, value: true }
	});
	const values = new Map(rows.map(({ key, value }) => [key, value?.trim() || null]));
	return {
		channel: values.get(SettingKeys.channel) ?? null,
		broadcasterUserId: parseId(values.get(SettingKeys.broadcasterUserId)),
		chatroomId: parseId(values.get(SettingKeys.chatroomId))
	};
}

async function write(
	client: Reader,
	discordServerId: bigint,
	key: string,
	setting: string | number | null
): Promise<void> {
	if (setting === null) {
		await client.botSetting.deleteMany({ where: { discordServerId, key } });
		return;
	}
	const row = storable({ discordServerId, key, value: String(setting) });
	await client.botSetting.upsert({
		where: { discordServerId_key: { discordServerId, key } },
		create: row,
		update: { value: row.value }
	});
}
