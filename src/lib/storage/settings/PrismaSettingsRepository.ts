import type { PrismaClient } from '../prisma.js';
import { parseId } from '../support/parseId.js';
import { storable } from '../support/storable.js';
import { SettingKeys } from './settingKeys.js';
import type { GuildSettings, SettingsRepository } from './types.js';

/** `bot_settings`, a table that a Python bot may have filled: nothing in it is taken on trust. */
export class PrismaSettingsRepository implements SettingsRepository {
	readonly #prisma: PrismaClient;

	public constructor(prisma: PrismaClient) {
		this.#prisma = prisma;
	}

	public async get(guildId: string): Promise<GuildSettings> {
		const rows = await this.#prisma.botSetting.findMany({
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

	public async set(guildId: string, settings: Partial<GuildSettings>): Promise<void> {
		const discordServerId = BigInt(guildId);
		const names = Object.keys(SettingKeys) as (keyof GuildSettings)[];
		await this.#prisma.$transaction(
			names
				.filter((name) => settings[name] !== undefined)
				.map((name) => this.#write(discordServerId, SettingKeys[name], settings[name] ?? null))
		);
	}

	#write(discordServerId: bigint, key: string, setting: string | number | null) {
		if (setting === null) return this.#prisma.botSetting.deleteMany({ where: { discordServerId, key } });
		const row = storable({ discordServerId, key, value: String(setting) });
		return this.#prisma.botSetting.upsert({
			where: { discordServerId_key: { discordServerId, key } },
			create: row,
			update: { value: row.value }
		});
	}
}
