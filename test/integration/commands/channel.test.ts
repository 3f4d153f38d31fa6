import { container } from '@sapphire/framework';
import { describe, expect, it } from 'vitest';
import type { Fault } from '../../../sandbox/kick/index.js';
import { ask, commandKinds } from '../../support/ask.js';
import { itLeavesNoTrace, recordErrors } from '../../support/leavesNoTrace.js';
import { useWorld } from '../../support/useWorld.js';

const world = await useWorld();
const errors = recordErrors();

const NoName =
	'This is not a name of a Kick channel. ' +
	'Enter it as in the address kick.com/name: at most 25 letters, digits, \\_ and -.';

/** Texts that attack Discord's markup, URLs or readers. */
const hostileNames: readonly (readonly [what: string, name: string])[] = [
	['a ping', '@everyone @here'],
	['a mention', '<@1> <@&2>'],
	['a script', '<script>alert(1)</script>'],
	['5,000 characters', 'x'.repeat(5_000)],
	['26 characters', 'x'.repeat(26)],
	['marks that turn the reading direction', '\u202Ereno\u202C'],
	['backticks', '```js\n`x`'],
	['an emoji', 'gg👩‍👩‍👧'],
	['a path upwards', '../..'],
	['a query', 'name?slug=other'],
	['a path in the address', 'https://kick.com/..%2Fadmin'],
	['the address of another site', 'https://example.org/name'],
	['two words', 'two words'],
	['a NUL', 'nu\u0000l']
];

const checkOf = async (manager: { slash: (path: string) => Promise<{ content: string }> }) =>
	(await manager.slash('check_kick_config')).content;

describe.each(commandKinds)('kick channel by %s', (kind) => {
	it.each([
		['its name', (slug: string) => slug],
		['its name with @', (slug: string) => `@${slug}`],
		['the address of its page', (slug: string) => `https://kick.com/${slug}?utm_source=share`],
		['the address as people write it', (slug: string) => `www.kick.com/${slug}/videos`],
		['the address of its popped-out chat', (slug: string) => `https://kick.com/popout/${slug}/chat`]
	])('accepts %s', async (_what, write) => {
		const { manager, streamer } = world.createCommunity();
		const reply = await ask(manager, kind, 'kick channel', { name: write(streamer.slug) });
		expect(reply.content.split('\n')).toEqual([
			`The Kick channel of this server is now ${streamer.slug}.`,
			`✅ kick_channel: ${streamer.slug}`,
			expect.stringMatching(/^❌ No OAuth token found\. .*run \/kick link\.$/)
		]);
		expect(reply.ephemeral).toBe(kind === 'slash');
		expect(await checkOf(manager)).toContain(`✅ kick_channel: ${streamer.slug}\n`);
	});

	it('is found on Kick when it is in upper case', async () => {
		const { manager, streamer } = await world.createLinkedCommunity();
		const { content } = await ask(manager, kind, 'kick channel', { name: streamer.slug.toUpperCase() });
		expect(content).toContain(`✅ kick_broadcaster_user_id: ${streamer.userId}`);
		expect(content).toContain('✅ Webhooks: 10 of 10 registered');
	});

	it.each(hostileNames)('refuses %s with one clear sentence, and stores nothing', async (_what, name) => {
		const { manager } = world.createCommunity();
		const sendable = kind === 'prefix' ? name.slice(0, 3_900) : name;
		const { content, mentions } = await ask(manager, kind, 'kick channel', { name: sendable });
		expect(content).toBe(NoName);
		expect(mentions).toEqual({ everyone: false, users: [], roles: [] });
		expect(await checkOf(manager)).toContain('❌ kick_channel: not set');
	});

	it('refuses a page of Kick that is no channel, and stores nothing', async () => {
		const { manager } = world.createCommunity();
		const { content } = await ask(manager, kind, 'kick channel', { name: 'https://kick.com/browse/gaming' });
		expect(content).toMatch(/^This address is not the page of a channel\. Enter the name/);
		expect(await checkOf(manager)).toContain('❌ kick_channel: not set');
	});

	it('needs Manage Server', async () => {
		const { guild, manager, streamer } = world.createCommunity();
		const guest = guild.addMember(`guest-${kind}`, { permissions: ['ManageMessages'] });
		const { content, ephemeral } = await ask(guest, kind, 'kick channel', { name: streamer.slug });
		expect(content).toMatch(/permission.*Manage (Server|Guild)/i);
		expect(ephemeral).toBe(kind === 'slash');
		expect(await checkOf(manager)).toContain('❌ kick_channel: not set');
	});
});

it('an empty name is refused by slash and explained by prefix', async () => {
	const { manager } = world.createCommunity();
	expect((await manager.slash('kick channel', { name: '' }, { raw: true })).content).toBe(NoName);
	const reply = await (await manager.says('!kick channel')).reply();
	expect(reply.content).toBe('How to use it:\n`!kick channel <name>`: Set the Kick channel of this server');
});

describe.each(commandKinds)('a name that is not a channel on Kick, by %s', (kind) => {
	it('is refused without a green tick, and the working setup is kept', async () => {
		const { guild, manager, streamer } = await world.createLinkedCommunity();
		const before = await checkOf(manager);
		const { content } = await ask(manager, kind, 'kick channel', { name: 'mistyped_name' });
		expect(content).toMatch(/^Could not find channel "mistyped_name" on Kick\. .*run \/kick channel\./);
		expect(content).toContain(`Nothing was changed: the channel of this server is still ${streamer.slug}.`);
		expect(content).not.toContain('✅');
		expect(await checkOf(manager)).toBe(before);
		expect((await container.kick.send(guild.id, 'still here')).isOk()).toBe(true);
	});

	it('is not stored as the first channel either', async () => {
		const { manager } = world.createCommunity();
		const { content } = await ask(manager, kind, 'kick channel', { name: 'mistyped_name' });
		expect(content).toMatch(/Nothing was saved\.$/);
		expect(await checkOf(manager)).toContain('❌ kick_channel: not set');
	});
});

it('setting a name that is not a channel on Kick is an error with the code channel_not_found', async () => {
	const { guild } = await world.createLinkedCommunity();
	const before = (await container.kick.profile(guild.id)).unwrap();
	expect((await container.kick.setChannel(guild.id, 'mistyped_name')).unwrapErr().code).toBe('channel_not_found');
	expect((await container.kick.profile(guild.id)).unwrap()).toEqual(before);
});

it.each<[string, string, Fault, RegExp]>([
	['answers 500', 'GET /public/v1/channels', 'serverError', /^Kick has a problem right now\. Try again/],
	['asks to slow down', 'GET /public/v1/channels', 'rateLimited', /^Kick asks to slow down/],
	['cuts the connection', 'GET /public/v1/channels', 'cut', /^The connection to Kick was lost/],
	['shows the page of its firewall', 'GET /public/v1/channels', 'html403', /^Kick's firewall blocked the request/],
	['gives the app no token', 'POST /oauth/token', 'serverError', /^Kick has a problem right now\. Try again/]
])('while Kick %s, no other channel is stored, and the answer says why', async (_what, route, fault, reason) => {
	const { manager, streamer } = await world.createLinkedCommunity();
	const other = world.createCommunity().streamer;
	const before = await checkOf(manager);
	world.kick.oauth.expireAccessTokens('app');
	world.kick.faults.always(route, fault);
	const { content } = await manager.slash('kick channel', { name: other.slug });
	world.kick.faults.clear();
	expect(content).toMatch(reason);
	expect(content).toContain(`Nothing was changed: the channel of this server is still ${streamer.slug}.`);
	expect(content).not.toContain('✅');
	expect(await checkOf(manager)).toBe(before);
});

it('a channel that is set during the lookup of another one is not overwritten', async () => {
	const { guild, manager } = await world.createLinkedCommunity();
	const [slow, quick] = [world.createCommunity().streamer, world.createCommunity().streamer];
	world.kick.faults.next('GET /public/v1/channels', { until: () => container.kick.setChannel(guild.id, quick.slug) });
	const { content } = await manager.slash('kick channel', { name: slow.slug });
	expect(content).toMatch(/^The settings of this server have just changed\./);
	expect((await container.kick.profile(guild.id)).unwrap().channel).toBe(quick.slug);
});

it('setting the same channel twice at once works', async () => {
	const { guild, streamer } = world.createCommunity();
	const twice = await Promise.all([1, 2].map(() => container.kick.setChannel(guild.id, streamer.slug)));
	expect(twice.map((result) => result.isOk())).toEqual([true, true]);
	expect((await container.kick.profile(guild.id)).unwrap().channel).toBe(streamer.slug);
});

it('the same channel in other letter case, or by its address, keeps both ids and all subscriptions', async () => {
	const { guild, manager, streamer } = await world.createLinkedCommunity();
	const subscriptions = world.kick.subscriptions.all.filter((one) => one.broadcasterUserId === streamer.userId);
	const ids = { broadcasterUserId: streamer.userId, chatroomId: streamer.chatroomId };
	for (const name of [streamer.slug.toUpperCase(), `https://kick.com/popout/${streamer.slug}/chat`]) {
		const { content } = await manager.slash('kick channel', { name });
		expect(content).toContain('✅ Webhooks: 10 of 10 registered');
		expect(content).not.toMatch(/made|deleted/);
		expect((await container.kick.profile(guild.id)).unwrap()).toMatchObject(ids);
	}
	expect(world.kick.subscriptions.all.filter((one) => one.broadcasterUserId === streamer.userId)).toEqual(
		subscriptions
	);
});

it('setting another channel clears the ids of the old one, setting the same one keeps them', async () => {
	const { manager, streamer } = await world.createLinkedCommunity();
	const other = world.kick.addStreamer('other-channel');

	await manager.slash('kick channel', { name: other.slug });
	const changed = await checkOf(manager);
	expect(changed).toContain('✅ kick_channel: other-channel\n');
	expect(changed).toContain('❌ kick_broadcaster_user_id: not set');
	expect(changed).toContain('kick_chatroom_id: not set');
	expect((await manager.slash('kick say', { message: 'to whom?' })).content).toMatch(/not synced/);

	await manager.slash('kick channel', { name: streamer.slug });
	world.kick.website.mode = 'blocked-json';
	await manager.slash('kick channel', { name: streamer.slug.toUpperCase() });
	world.kick.website.mode = 'ok';
	const restored = await checkOf(manager);
	expect(restored).toContain(`✅ kick_broadcaster_user_id: ${streamer.userId}\n`);
	expect(restored).toContain(`✅ kick_chatroom_id: ${streamer.chatroomId}\n`);
});

it('setting a channel of another owner names both ways to continue', async () => {
	const { manager, streamer } = await world.createLinkedCommunity();
	const owner = world.kick.addStreamer('the-owner');
	const { content } = await manager.slash('kick channel', { name: owner.slug });
	expect(content).toContain(`The linked Kick account is ${streamer.username}`);
	expect(content).toContain('The owner of the-owner has to run /kick link');
	expect(content).toContain('/kick channel');
});

itLeavesNoTrace(world, errors);
