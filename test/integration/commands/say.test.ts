import { readFile } from 'node:fs/promises';
import { OverwriteType, PermissionFlagsBits } from 'discord.js';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { SimulatedUser } from '../../../sandbox/discord/index.js';
import { ask, commandKinds } from '../../support/ask.js';
import { itLeavesNoTrace, recordErrors } from '../../support/leavesNoTrace.js';
import type { Community } from '../../support/TestWorld.js';
import { useWorld } from '../../support/useWorld.js';

const world = await useWorld();
const errors = recordErrors();
let otto: SimulatedUser | undefined;

afterEach(() => {
	world.kick.chatRules.botModeStatus = 'ok';
});

const chatOf = ({ streamer }: Community) => world.kick.chat(streamer.slug).map(({ content }) => content);

describe.each(commandKinds)('kick say by %s', (kind) => {
	it('puts the text into Kick chat and says how it was sent', async () => {
		const community = await world.createLinkedCommunity();
		const { content, ephemeral } = await ask(community.manager, kind, 'kick say', { message: 'Hello from Discord!' });
		expect(content).toBe('Sent by API. Kick shows it as the bot.');
		expect(ephemeral).toBe(kind === 'slash');
		expect(world.kick.chat(community.streamer.slug)).toMatchObject([
			{ content: 'Hello from Discord!', type: 'bot', replyTo: null }
		]);
	});

	it.each([
		['quotes and double spaces', '"quoted"  and \'single\'  --flag=1'],
		['markdown', '**bold** _it_ `code` ||spoiler|| > quote'],
		['emoji and an emote of Kick', '👩‍👩‍👧 🇩🇪 [emote:37226:KEKW] é'],
		['text from right to left', 'שלום \u202Eabc\u202C مرحبا'],
		['HTML', '<script>alert("x")</script> &amp; <b>'],
		['a prefix command', '!kick say !kick say'],
		['numbers', '0']
	])('changes nothing in %s', async (_what, text) => {
		const community = await world.createLinkedCommunity();
		await ask(community.manager, kind, 'kick say', { message: text });
		expect(chatOf(community)).toEqual([text]);
	});

	it('pings no one in Discord, for any text', async () => {
		const community = await world.createLinkedCommunity();
		const text = `@everyone @here ${community.manager.mention} <@&${community.guild.id}>`;
		const { mentions, content } = await ask(community.manager, kind, 'kick say', { message: text });
		expect(mentions).toEqual({ everyone: false, users: [], roles: [] });
		expect(content).not.toContain('@');
		expect(chatOf(community)).toEqual([`@everyone @here @${community.manager.name} @everyone`]);
	});

	it('turns the markup of Discord into text that people on Kick can read', async () => {
		const community = await world.createLinkedCommunity();
		otto ??= world.discord.addUser('otto', { id: '112233445566778899' });
		community.guild.addMember(otto);
		const text = await readFile('test/cases/discord-markup-to-kick/message.txt', 'utf8');
		await ask(community.manager, kind, 'kick say', { message: text.trim() });
		expect(chatOf(community)).toEqual(['hi @otto :kekw:']);
	});

	it('names roles, channels and people of this server, and no hidden channel', async () => {
		const community = await world.createLinkedCommunity();
		const { guild, manager } = community;
		const open = guild.addChannel('general-chat');
		const hidden = guild.addChannel('staff-only');
		const elsewhere = world.createCommunity();
		const ids = [open, hidden, elsewhere.guild.addChannel('elsewhere')].map(({ id }) => `<#${id}>`);
		const role = `<@&${manager.roleIds[0]}>`;
		const known = await vi.waitUntil(() => world.client.channels.cache.get(hidden.id), { timeout: 60_000 });
		const deny = String(PermissionFlagsBits.ViewChannel);
		const overwrite = { id: manager.id, type: OverwriteType.Member, allow: '0', deny };
		// The simulation hides channels from the bot only.
		(known as unknown as { _patch(data: object): void })._patch({ permission_overwrites: [overwrite] });
		await ask(manager, kind, 'kick say', { message: [...ids, role, '<@77777777777777777>'].join(' ') });
		const [text] = chatOf(community);
		expect(text).toMatch(/^#general-chat #unknown-channel #unknown-channel @\S+ @unknown-user$/);
		expect(text).not.toMatch(/staff|elsewhere|unknown-role|\d{5}/);
	});

	it.each([
		['zero-width spaces', '\u200B\u200B'],
		['the braille blank', '\u2800'],
		['a joiner', '\u200D'],
		['direction marks', '\u202E\u202C']
	])('refuses %s, because it would be invisible', async (_what, text) => {
		const community = await world.createLinkedCommunity();
		const { content } = await ask(community.manager, kind, 'kick say', { message: text });
		expect(content).toBe('The message has no visible text. Add some text.');
		expect(chatOf(community)).toEqual([]);
	});

	it('joins several lines into one', async () => {
		const community = await world.createLinkedCommunity();
		await ask(community.manager, kind, 'kick say', { message: 'one\ntwo\r\nthree' });
		expect(chatOf(community)).toEqual(['one two three']);
	});

	it('says so without a link, and the log uses the words that people search for', async () => {
		const { guild, manager } = world.createCommunity();
		const { content } = await ask(manager, kind, 'kick say', { message: 'hi' });
		expect(content).toMatch(/^No OAuth token found\. .*run \/kick link\.$/);
		expect(world.log).toContain(`[${guild.name}] ⚠️ broadcaster_user_id not configured`);
		expect(world.log).toContain(`[${guild.name}] ⚠️ No OAuth token available`);
	});

	it('needs Manage Messages', async () => {
		const community = await world.createLinkedCommunity();
		const guest = community.guild.addMember(`guest-${kind}`);
		const { content, ephemeral } = await ask(guest, kind, 'kick say', { message: 'hi' });
		expect(content).toMatch(/permission.*Manage Messages/i);
		expect(ephemeral).toBe(kind === 'slash');
		expect(chatOf(community)).toEqual([]);
	});

	it.each(['channel-not-found', 'error-500'] as const)(
		'goes as the linked account when Kick refuses bots with %s, and remembers that',
		async (refusal) => {
			const community = await world.createLinkedCommunity();
			world.kick.chatRules.botModeStatus = refusal;
			const { content } = await ask(community.manager, kind, 'kick say', { message: 'first' });
			expect(content).toBe('Sent by API. Kick shows it as the linked account.');
			const before = world.kick.calls.length;
			await ask(community.manager, kind, 'kick say', { message: 'second' });
			expect(world.kick.calls.slice(before).map(({ body }) => body)).toEqual([
				{ type: 'user', content: 'second', broadcaster_user_id: community.streamer.userId }
			]);
			expect(world.kick.chat(community.streamer.slug)).toMatchObject([
				{ content: 'first', type: 'user', sender: community.streamer.account },
				{ content: 'second', type: 'user' }
			]);
		}
	);
});

it('an empty text is refused by slash and explained by prefix', async () => {
	const { manager } = await world.createLinkedCommunity();
	for (const message of ['', ' ', '\n\t']) {
		const { content } = await manager.slash('kick say', { message }, { raw: true });
		expect(content).toBe('The message has no visible text. Add some text.');
	}
	const reply = await (await manager.says('!kick say  ')).reply();
	expect(reply.content).toBe('How to use it:\n`!kick say <text>`: Send a message to Kick chat');
});

describe('reply_to', () => {
	it('replies to a message that Kick knows', async () => {
		const { manager, streamer } = await world.createLinkedCommunity();
		const { messageId } = await world.kick.viewer('ana').says('anyone here?', { in: streamer.slug });
		const { content } = await manager.slash('kick say', { message: 'yes', reply_to: messageId });
		expect(content).toBe('Sent by API. Kick shows it as the bot.');
		expect(world.kick.chat(streamer.slug).at(-1)).toMatchObject({ content: 'yes', replyTo: messageId });
	});

	it.each([
		['an unknown one', crypto.randomUUID()],
		['no id at all', '"},{"x":"@everyone'],
		['5,000 characters', 'x'.repeat(5_000)]
	])('with %s sends the message once, without a reply, and says so', async (_what, replyTo) => {
		const { manager, streamer } = await world.createLinkedCommunity();
		const { content } = await manager.slash('kick say', { message: 'yes', reply_to: replyTo });
		expect(content).toMatch(/^Sent by API\. .*it was sent without a reply\.$/);
		expect(world.kick.chat(streamer.slug)).toMatchObject([{ content: 'yes', replyTo: null }]);
	});
});

it('three messages at once arrive in the order in which they were given', async () => {
	const community = await world.createLinkedCommunity();
	const { manager } = community;
	await Promise.all(['1', '2', '3'].map((message) => manager.slash('kick say', { message })));
	expect(chatOf(community)).toEqual(['1', '2', '3']);
});

it('a text for more than 20 messages is refused as a whole', async () => {
	const community = await world.createLinkedCommunity();
	const { content } = await community.manager.slash('kick say', { message: '👩‍👩‍👧'.repeat(2_500) }, { raw: true });
	expect(content).toMatch(/^The message would take more than 20 Kick messages .* Shorten it\.$/);
	expect(chatOf(community)).toEqual([]);
});

itLeavesNoTrace(world, errors);
