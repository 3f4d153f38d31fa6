import type { Client } from 'discord.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SimulatedDiscord, type SimulatedGuild } from '../../../sandbox/discord/index.js';
import { memberRoles } from '../../../src/lib/discord/memberRoles.js';
import { logInFirstShard } from './support/logInFirstShard.js';

let discord: SimulatedDiscord;
let client: Client;
let own: SimulatedGuild;
let ofOtherProcess: SimulatedGuild;

/** This process has shard 0 of 2, so only another process knows the second server. */
beforeAll(async () => {
	discord = await SimulatedDiscord.start({ shards: 2 });
	own = discord.addGuild({ id: String((100n << 22n) + 7n) });
	ofOtherProcess = discord.addGuild({ id: String((101n << 22n) + 7n) });
	client = await logInFirstShard(discord);
});
afterAll(async () => {
	await client.destroy();
	await discord.stop();
});

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
