import { readFileSync } from 'node:fs';
import { PermissionFlagsBits } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { inviteUrl } from '../../../src/lib/discord/inviteUrl.js';
import { BotPermissionBits, BotPermissions } from '../../../src/lib/discord/permissions.js';

const discord = { applicationId: '80351110224678912', apiUrl: 'https://discord.com/api' };
const labels = BotPermissions.map(({ label }) => label);

describe('the address that adds the bot', () => {
	it('is Discord’s page with the bot, its commands and its permissions', () => {
		const url = new URL(inviteUrl(discord));
		expect(url.origin + url.pathname).toBe('https://discord.com/oauth2/authorize');
		expect(Object.fromEntries(url.searchParams)).toEqual({
			client_id: discord.applicationId,
			scope: 'bot applications.commands',
			permissions: String(BotPermissionBits)
		});
	});

	it('names a server if there is one, and then no other can be chosen', () => {
		const { searchParams } = new URL(inviteUrl({ ...discord, guildId: '123' }));
		expect(searchParams.get('guild_id')).toBe('123');
		expect(searchParams.get('disable_guild_select')).toBe('true');
	});
});

describe('the permissions', () => {
	it('are few, and none lets the bot change the server or punish people', () => {
		const { Administrator, ManageGuild, ManageChannels, BanMembers, KickMembers, ModerateMembers, MentionEveryone } =
			PermissionFlagsBits;
		const dangerous = [
			Administrator,
			ManageGuild,
			ManageChannels,
			BanMembers,
			KickMembers,
			ModerateMembers,
			MentionEveryone
		];
		expect(dangerous.filter((bit) => (BotPermissionBits & bit) !== 0n)).toEqual([]);
	});

	it('have a reason each', () => {
		for (const { label, reason } of BotPermissions)
			expect([label, reason]).toEqual([label, expect.stringMatching(/^\w.*\w$/)]);
	});

	it('are those of the quick start, in its order', () => {
		const step =
			/Under \*\*Bot Permissions\*\* tick (.+?)\.\n/s.exec(readFileSync('docs/quick-start.md', 'utf8'))?.[1] ?? '';
		expect([...step.matchAll(/\*\*(.+?)\*\*/gs)].map(([, name = '']) => name.replace(/\s+/g, ' '))).toEqual(labels);
	});

	it('are those of the configuration’s table and link', () => {
		const page = readFileSync('docs/configuration.md', 'utf8');
		const [, table = ''] = /\| Discord permissions of the bot (.+?)\n\| Kick scopes/s.exec(page) ?? [];
		const rows = [...table.matchAll(/\| ([^|]+) \| ([^|]+) \|$/gm)].map(([, label, reason]) => ({ label, reason }));
		expect(rows.map(({ label }) => label)).toEqual(labels);
		const url = new URL(/https:\/\/discord\.com\/oauth2\/authorize\S+/.exec(page)?.[0] ?? '');
		expect(url.href).toBe(inviteUrl({ ...discord, applicationId: 'YOUR_APPLICATION_ID' }));
		expect(page).toContain(`(\`${BotPermissionBits}\`)`);
	});
});
