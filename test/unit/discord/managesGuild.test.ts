import { describe, expect, it } from 'vitest';
import type { SimulatedGuild } from '../../../sandbox/discord/index.js';
import { managesGuild } from '../../../src/lib/discord/managesGuild.js';
import { useTwoShards } from './support/useTwoShards.js';

const { client, discord, own, ofOtherProcess } = await useTwoShards();

const manages = (guild: SimulatedGuild, { id }: { id: string }) => managesGuild(client, guild.id, id);

describe('a person manages a server', () => {
	it('as its owner, by Manage Server or as administrator, in this process or in another one', async () => {
		for (const guild of [own, ofOtherProcess]) {
			const may = ['ManageGuild', 'Administrator'] as const;
			for (const permission of may) {
				expect(await manages(guild, guild.addMember(`with ${permission}`, { permissions: [permission] }))).toBe(true);
			}
			expect(await manages(guild, guild.owner)).toBe(true);
			expect(await manages(guild, guild.addMember('moderator', { permissions: ['ManageMessages'] }))).toBe(false);
			expect(await manages(guild, guild.addMember('viewer'))).toBe(false);
		}
	});

	it('no longer after the permission was removed, or the person left', async () => {
		const member = own.addMember('former manager', { permissions: ['ManageGuild'] });
		member.setPermissions(['KickMembers']);
		expect(await manages(own, member)).toBe(false);
		member.setPermissions(['ManageGuild']);
		expect(await manages(own, member)).toBe(true);
		member.leave();
		expect(await manages(own, member)).toBe(false);
	});

	it('only of a server that the bot is in', async () => {
		const left = discord.addGuild();
		left.remove();
		expect(await manages(left, left.owner)).toBe(false);
		expect(await managesGuild(client, '1', left.owner.id)).toBe(false);
	});

	it('with a role that everyone has', async () => {
		const roles = [{ id: own.id, permissions: '32' }];
		const mend = discord.intercept(({ route }) =>
			route === '/guilds/{guild_id}' ? { status: 200, body: { owner_id: '1', roles } } : undefined
		);
		expect(await manages(own, own.addMember('anyone'))).toBe(true);
		mend();
	});

	it('is unknown while Discord is down, or gives another answer', async () => {
		for (const route of ['/guilds/{guild_id}', '/guilds/{guild_id}/members/{user_id}']) {
			for (const fault of [{ status: 502 }, { status: 200, body: {} }, 'cut'] as const) {
				const mend = discord.intercept((call) => (call.route === route ? fault : undefined));
				await expect(manages(own, own.owner)).rejects.toThrow();
				mend();
			}
		}
	});
});
