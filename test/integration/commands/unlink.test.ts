import { afterEach, describe, expect, it } from 'vitest';
import { ask, commandKinds } from '../../support/ask.js';
import { lagBehind } from '../../support/lagBehind.js';
import { itLeavesNoTrace, recordErrors } from '../../support/leavesNoTrace.js';
import type { Community } from '../../support/TestWorld.js';
import { useWorld } from '../../support/useWorld.js';

const world = await useWorld();
const errors = recordErrors();

afterEach(() => {
	world.kick.faults.clear();
	world.kick.subscriptions.listLagMs = 0;
});

/** Returns the later requests to Kick that revoke or delete something. */
const takenAwaySince = (count: number) =>
	world.kick.calls
		.slice(count)
		.filter(({ method, path }) => method === 'DELETE' || path === '/oauth/revoke')
		.map(({ method, path }) => `${method} ${path}`);
const subscriptionsOf = ({ streamer }: Community) =>
	world.kick.subscriptions.all.filter(({ broadcasterUserId }) => broadcasterUserId === streamer.userId);

describe.each(commandKinds)('kick unlink by %s', (kind) => {
	it('says so when there is no link', async () => {
		const { manager } = world.createCommunity();
		const { content } = await ask(manager, kind, 'kick unlink');
		expect(content).toMatch(/^No OAuth token found\. .*run \/kick link\.$/);
	});

	it('revokes the access and deletes the subscriptions', async () => {
		const community = await world.createLinkedCommunity();
		const { manager, streamer } = community;
		const before = world.kick.calls.length;
		const { content, ephemeral } = await ask(manager, kind, 'kick unlink');
		expect(content).toBe(`Unlinked ${streamer.username}. Its access is revoked and its tokens are deleted.`);
		expect(ephemeral).toBe(kind === 'slash');
		expect(takenAwaySince(before).sort()).toEqual(['DELETE /public/v1/events/subscriptions', 'POST /oauth/revoke']);
		expect(subscriptionsOf(community)).toEqual([]);

		const check = (await manager.slash('check_kick_config')).content;
		expect(check).toContain(`✅ kick_channel: ${streamer.slug}\n`);
		expect(check).toContain('❌ OAuth token: missing. No OAuth token found');
		expect((await manager.slash('kick say', { message: 'hi' })).content).toMatch(/^No OAuth token found/);
		expect(world.log.at(-1)).toContain(`[${community.guild.name}] ⚠️ No OAuth token available`);
	});

	it('needs Manage Server', async () => {
		const { guild, manager } = await world.createLinkedCommunity();
		const guest = guild.addMember(`guest-${kind}`, { permissions: ['ManageMessages'] });
		expect((await ask(guest, kind, 'kick unlink')).content).toMatch(/permission.*Manage (Server|Guild)/i);
		expect((await manager.slash('check_kick_config')).content).toContain('✅ OAuth token: exists');
	});
});

it('and a new link, while Kick still lists the deleted subscriptions, lead to ten that exist', async () => {
	const community = await world.createLinkedCommunity();
	lagBehind(world.kick);
	await community.manager.slash('kick unlink');
	expect(subscriptionsOf(community)).toEqual([]);
	expect((await world.link(community)).text).toContain('Everything is set up.');
	expect(subscriptionsOf(community)).toHaveLength(10);
	expect((await community.manager.slash('kick sync')).content).toContain('✅ Webhooks: 10 of 10 registered');
	expect(subscriptionsOf(community)).toHaveLength(10);
});

it('keeps account and subscriptions for the other server, until that one unlinks as well', async () => {
	const one = await world.createLinkedCommunity();
	const other = { ...world.createCommunity(), streamer: one.streamer };
	await world.link(other);

	const before = world.kick.calls.length;
	const first = await one.manager.slash('kick unlink');
	expect(first.content).toBe(
		`Unlinked ${one.streamer.username} from this server. Another server still uses it, so its access is not revoked.`
	);
	expect(takenAwaySince(before)).toEqual([]);
	expect(subscriptionsOf(one)).toHaveLength(10);
	expect((await other.manager.slash('kick say', { message: 'still here' })).content).toMatch(/^Sent by API/);
	expect((await one.manager.slash('kick say', { message: 'gone' })).content).toMatch(/^No OAuth token found/);

	const last = await other.manager.slash('kick unlink');
	expect(last.content).toContain('Its access is revoked');
	expect(subscriptionsOf(one)).toEqual([]);
	expect(world.kick.chat(one.streamer.slug).map(({ content }) => content)).toEqual(['still here']);
});

it('a revocation that Kick does not confirm is reported, and the link is removed anyway', async () => {
	const { manager, streamer } = await world.createLinkedCommunity();
	world.kick.faults.always('POST /oauth/revoke', 'serverError');
	const { content } = await manager.slash('kick unlink');
	expect(content).toMatch(
		new RegExp(`^Unlinked ${streamer.username}\\. .*has not confirmed.*remove this app in Kick's settings`)
	);
	expect((await manager.slash('kick unlink')).content).toMatch(/^No OAuth token found/);
});

it('subscriptions that could not be deleted are a warning in the log, not a failed command', async () => {
	const { manager } = await world.createLinkedCommunity();
	world.kick.faults.always('DELETE /public/v1/events/subscriptions', 'serverError');
	expect((await manager.slash('kick unlink')).content).toMatch(/^Unlinked .* is revoked/);
	expect(world.log.join('\n')).toMatch(/Could not delete the subscriptions of \d+ \(kick_unavailable\)/);
});

it('linking again afterwards works', async () => {
	const community = await world.createLinkedCommunity();
	await community.manager.slash('kick unlink');
	await world.link(community);
	expect((await community.manager.slash('kick say', { message: 'back' })).content).toMatch(/^Sent by API/);
	expect(subscriptionsOf(community)).toHaveLength(10);
});

describe('the bot account', () => {
	/** Owner of the Discord application, with a bot account on Kick. */
	async function ownerWithBot(name: string) {
		const { guild, manager } = world.createCommunity();
		const owner = guild.addMember(world.discord.application.owner, { permissions: ['ManageGuild'] });
		const reply = await owner.slash('kick link', { account: 'bot' });
		world.kick.oauth.signIn(world.kick.addUser(name).slug);
		await (await world.openConsent(reply.buttons[0]?.url ?? '')).submit('Allow');
		return { owner, manager };
	}

	it.each(commandKinds)('is revoked and deleted by its owner by %s, and only once', async (kind) => {
		const { owner } = await ownerWithBot(`writer-${kind}`);
		expect((await owner.slash('check_kick_config')).content).toContain(`✅ Bot account: writer-${kind}, link again by`);
		const before = world.kick.calls.length;
		const { content } = await ask(owner, kind, 'kick unlink', { account: 'bot' });
		expect(content).toBe(
			`writer-${kind} is no longer the bot account. Its access is revoked and its tokens are deleted.`
		);
		expect(takenAwaySince(before)).toEqual(['POST /oauth/revoke']);
		expect((await owner.slash('check_kick_config')).content).not.toContain('Bot account');
		expect((await ask(owner, kind, 'kick unlink', { account: 'bot' })).content).toMatch(/^No bot account is linked\./);
	});

	it.each(commandKinds)('is kept when people who only manage the server use %s', async (kind) => {
		const { owner, manager } = await ownerWithBot(`kept-${kind}`);
		expect((await ask(manager, kind, 'kick unlink', { account: 'bot' })).content).toBe(
			"Only the owner of this bot's Discord application, or a member of its team, can unlink the bot account."
		);
		expect((await owner.slash('check_kick_config')).content).toContain(`Bot account: kept-${kind}`);
	});

	it('stays when a server unlinks its streamer, and vice versa', async () => {
		const community = await world.createLinkedCommunity();
		const { owner } = await ownerWithBot('side-by-side');
		await community.manager.slash('kick unlink');
		expect((await owner.slash('check_kick_config')).content).toContain('Bot account: side-by-side');
		await world.link(community);
		await owner.slash('kick unlink', { account: 'bot' });
		expect((await community.manager.slash('kick say', { message: 'still here' })).content).toMatch(/^Sent by API/);
	});
});

itLeavesNoTrace(world, errors);
