import { expect, it } from 'vitest';
import { memberRoles } from '../../../src/lib/discord/memberRoles.js';
import { useTwoShards } from './support/useTwoShards.js';

const { client, discord, own, ofOtherProcess } = await useTwoShards();

it('the roles of a member are known in each server, and change at once', async () => {
	for (const guild of [own, ofOtherProcess]) {
		const member = guild.addMember('member');
		const roles = () => memberRoles(client, guild.id, member.id);
		expect(await roles()).toEqual([]);
		const [one, other] = [guild.addRole('One'), guild.addRole('Other')];
		member.giveRole(one);
		member.giveRole(other);
		expect(await roles()).toEqual([one.id, other.id]);
		member.takeRole(one);
		guild.deleteRole(other);
		expect(await roles()).toEqual([]);
		member.leave();
		expect(await roles()).toBeNull();
	}
});

it('the roles of a person are unknown while Discord is down, or gives another answer', async () => {
	for (const fault of [
		{ status: 502 },
		{ status: 200, body: {} },
		{ status: 200, body: { roles: [1] } },
		'cut'
	] as const) {
		const mend = discord.intercept(() => fault);
		await expect(memberRoles(client, own.id, own.owner.id)).rejects.toThrow();
		mend();
	}
	const left = discord.addGuild();
	left.remove();
	expect(await memberRoles(client, left.id, left.owner.id)).toBeNull();
});
