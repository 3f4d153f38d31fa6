import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, ways } from '../../support/ask.js';
import { itLeavesNoTrace, recordErrors } from '../../support/leavesNoTrace.js';
import { TestWorld } from '../../support/TestWorld.js';

let world: TestWorld;
let errors: readonly string[];

beforeAll(async () => {
	world = await TestWorld.start();
	errors = recordErrors();
});
afterAll(() => world.stop());

const NoName =
	'That is no name of a Kick channel. Give it as in the address kick.com/name: at most 25 letters, digits, \\_ and -.';

/** What is hostile to Discord's markup, to URLs or to a reader's eyes. */
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

describe.each(ways)('kick channel by %s', (way) => {
	it.each([
		['its name', (slug: string) => slug],
		['its name with @', (slug: string) => `@${slug}`],
		['the address of its page', (slug: string) => `https://kick.com/${slug}?utm_source=share`],
		['the address as people write it', (slug: string) => `www.kick.com/${slug}/videos`],
		['the address of its popped-out chat', (slug: string) => `https://kick.com/popout/${slug}/chat`]
	])('takes %s', async (_what, write) => {
		const { manager, streamer } = world.createCommunity();
		const reply = await ask(manager, way, 'kick channel', { name: write(streamer.slug) });
		expect(reply.content.split('\n')).toEqual([
			`The Kick channel of this server is now ${streamer.slug}.`,
			`✅ kick_channel: ${streamer.slug}`,
			expect.stringMatching(/^❌ No OAuth token found\. .*run \/kick link\.$/)
		]);
		expect(reply.ephemeral).toBe(way === 'slash');
		expect(await checkOf(manager)).toContain(`✅ kick_channel: ${streamer.slug}\n`);
	});

	it('is found on Kick when it is written in upper case', async () => {
		const { manager, streamer } = await world.createLinkedCommunity();
		const { content } = await ask(manager, way, 'kick channel', { name: streamer.slug.toUpperCase() });
		expect(content).toContain(`✅ kick_broadcaster_user_id: ${streamer.userId}`);
		expect(content).toContain('✅ Webhooks: 10 of 10 registered');
	});

	it.each(hostileNames)('refuses %s with one clear sentence, and stores nothing', async (_what, name) => {
		const { manager } = world.createCommunity();
		const sendable = way === 'prefix' ? name.slice(0, 3_900) : name;
		const { content, mentions } = await ask(manager, way, 'kick channel', { name: sendable });
		expect(content).toBe(NoName);
		expect(mentions).toEqual({ everyone: false, users: [], roles: [] });
		expect(await checkOf(manager)).toContain('❌ kick_channel: not set');
	});

	it('refuses a page of Kick that is no channel’s, and stores nothing', async () => {
		const { manager } = world.createCommunity();
		const { content } = await ask(manager, way, 'kick channel', { name: 'https://kick.com/browse/gaming' });
		expect(content).toMatch(/^That address is not the page of a channel\. Give the name/);
		expect(await checkOf(manager)).toContain('❌ kick_channel: not set');
	});

	it('needs Manage Server', async () => {
		const { guild, manager } = world.createCommunity();
		const guest = guild.addMember(`guest-${way}`, { permissions: ['ManageMessages'] });
		const { content, ephemeral } = await ask(guest, way, 'kick channel', { name: 'mine' });
		expect(content).toMatch(/permission.*Manage (Server|Guild)/i);
		expect(ephemeral).toBe(way === 'slash');
		expect(await checkOf(manager)).toContain('❌ kick_channel: not set');
	});
});

it('an empty name is refused by slash and explained by prefix', async () => {
	const { manager } = world.createCommunity();
	expect((await manager.slash('kick channel', { name: '' }, { raw: true })).content).toBe(NoName);
	const reply = await (await manager.says('!kick channel')).reply();
	expect(reply.content).toBe('How to use it:\n`!kick channel <name>`: Set the Kick channel of this server');
});

it('a channel that Kick does not know is named at once and by every sync', async () => {
	const { manager } = await world.createLinkedCommunity();
	const reply = await manager.slash('kick channel', { name: 'nobody_at_all' });
	expect(reply.content).toContain('❌ Could not find channel "nobody_at_all" on Kick.');
	const sync = await manager.slash('kick sync');
	expect(sync.content).toMatch(/^Could not find channel "nobody_at_all" on Kick\. .*\/kick channel\.$/);
});

it('another channel clears the ids of the old one, the same channel keeps them', async () => {
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

it('somebody else’s channel is named as such, with both ways out', async () => {
	const { manager, streamer } = await world.createLinkedCommunity();
	const owner = world.kick.addStreamer('the-owner');
	const { content } = await manager.slash('kick channel', { name: owner.slug });
	expect(content).toContain(`The linked Kick account is ${streamer.username}`);
	expect(content).toContain('The owner of the-owner has to run /kick link');
	expect(content).toContain('/kick channel');
});

itLeavesNoTrace(
	() => world,
	() => errors
);
