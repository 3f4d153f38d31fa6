import { describe, expect, it } from 'vitest';
import type { BotMessage } from '../../../sandbox/discord/index.js';
import { ask, commandKinds } from '../../support/ask.js';
import { itLeavesNoTrace, recordErrors } from '../../support/leavesNoTrace.js';
import { useWorld } from '../../support/useWorld.js';

const OwnersOnly =
	"Only the owner of this bot's Discord application, or a member of its team, can link the bot account.";
const Usage =
	'How to use it:\n' +
	'`!kick link [streamer|bot]`: Link the Kick account of the streamer, or the one that the bot writes with';

const world = await useWorld();
const errors = recordErrors();

/** Opens the button's address, signed in to Kick as the given account, and answers the consent page. */
async function follow({ buttons }: Pick<BotMessage, 'buttons'>, account: string, answer: 'Allow' | 'Deny' = 'Allow') {
	world.kick.oauth.signIn(account);
	const consent = await world.openConsent(buttons[0]?.url ?? '');
	return consent.submit(answer);
}

/** Returns the bot's direct message after its edits. */
async function editOf({ id }: BotMessage): Promise<unknown> {
	const { body } = await world.discord.waitForCall(({ method, path }) => method === 'PATCH' && path.endsWith(`/${id}`));
	return body;
}

describe('/kick link', () => {
	it('shows a button with the bot’s own address, to one person only', async () => {
		const { manager } = world.createCommunity();
		const reply = await manager.slash('kick link');
		expect([reply.deferred, reply.ephemeral]).toEqual([true, true]);
		expect(reply.content).toMatch(
			/streamer of the Kick channel\. It works once, in one browser, and expires <t:\d+:R>\.$/
		);
		expect(reply.buttons).toEqual([{ label: 'Link Kick account', url: expect.any(String) }]);
		const address = reply.buttons[0]?.url ?? '';
		expect(address).toMatch(new RegExp(`^${world.url}/auth/kick\\?state=[\\w-]{43}$`));
		expect(address.length).toBeLessThanOrEqual(512);
	});

	it('creates another address each time', async () => {
		const { manager } = world.createCommunity();
		const replies = await Promise.all([
			manager.slash('kick link'),
			manager.slash('kick link', { account: 'streamer' })
		]);
		expect(new Set(replies.map(({ buttons }) => buttons[0]?.url)).size).toBe(2);
	});

	it('reports the result in its answer, and removes the button', async () => {
		const { manager, guild, streamer } = world.createCommunity();
		const reply = await manager.slash('kick link');
		const page = await follow(reply, streamer.slug);
		expect(page.status).toBe(200);
		const outcome = await reply.next();
		expect(outcome.content).toContain(`✅ ${streamer.username} is linked to ${guild.name}`);
		expect(outcome.content).toContain('Everything is set up');
		expect([outcome.buttons, outcome.ephemeral]).toEqual([[], true]);
		expect((await manager.slash('check_kick_config')).content).toContain('✅ Chat: ready to send/receive');
	});

	it('reports that the person declined', async () => {
		const { manager, streamer } = world.createCommunity();
		const reply = await manager.slash('kick link');
		await follow(reply, streamer.slug, 'Deny');
		const outcome = await reply.next();
		expect(outcome.content).toMatch(/^❌ You declined on Kick\b.*Nothing was linked/);
		expect(outcome.buttons).toEqual([]);
		expect((await manager.slash('check_kick_config')).content).toContain('No OAuth token found');
	});

	it('reports that the account was another one, and what to do', async () => {
		const { manager, streamer } = world.createCommunity();
		const stranger = world.kick.addUser('not-the-streamer');
		await manager.slash('kick channel', { name: streamer.slug });
		const reply = await manager.slash('kick link');
		await follow(reply, stranger.slug);
		const outcome = await reply.next();
		expect(outcome.content).toMatch(
			new RegExp(
				`^❌ This is not the account of the channel\\. .*as ${stranger.username}, ` +
					`.*${streamer.slug}.*/kick link again\\.$`
			)
		);
		expect((await manager.slash('check_kick_config')).content).toContain('No OAuth token found');
	});

	it('needs Manage Server, whatever other permissions the person has', async () => {
		const { guild } = world.createCommunity();
		const guest = guild.addMember('guest', { permissions: ['ManageMessages'] });
		for (const kind of commandKinds) {
			const reply = await ask(guest, kind, 'kick link');
			expect(reply.content).toMatch(/permission.*Manage (Server|Guild)/i);
			expect([reply.buttons, reply.ephemeral]).toEqual([[], kind === 'slash']);
		}
	});
});

describe('!kick link', () => {
	it('sends the button by direct message, says so in the channel, and reports the result there', async () => {
		const { manager, streamer } = world.createCommunity();
		const question = await manager.says('!kick link');
		const answer = await question.reply();
		expect([answer.content, answer.buttons]).toEqual(['I sent you the link by direct message.', []]);

		const message = await manager.directMessage();
		expect(message.buttons[0]?.url).toMatch(new RegExp(`^${world.url}/auth/kick\\?state=`));
		await follow(message, streamer.slug);
		expect(await editOf(message)).toMatchObject({
			content: expect.stringMatching(`^✅ ${streamer.username} is linked to`),
			components: []
		});
	});

	it('names the slash command if direct messages are closed, and shows the address to no one', async () => {
		const { manager } = world.createCommunity();
		manager.user.directMessagesClosed = true;
		const answer = await (await manager.says('!kick link')).reply();
		expect(answer.content).toBe(
			'I could not send you a direct message. Use `/kick link` instead: only you see its answer.'
		);
		expect(answer.buttons).toEqual([]);
	});

	it.each([
		['another word', 'anyone'],
		['two words', 'bot streamer'],
		['a ping', '@everyone <@1>'],
		['3,000 characters', 'x'.repeat(3_000)]
	])('shows its usage when it is given %s', async (_what, text) => {
		const { manager } = world.createCommunity();
		const { content } = await (await manager.says(`!kick link ${text}`)).reply();
		expect(content).toBe(Usage);
	});
});

describe('the bot account', () => {
	it.each(commandKinds)('is refused by %s to people who only manage the server', async (kind) => {
		const { manager } = world.createCommunity();
		const reply = await ask(manager, kind, 'kick link', { account: 'bot' });
		expect(reply).toMatchObject({ content: OwnersOnly, buttons: [], ephemeral: kind === 'slash' });
	});

	it('is linked by the owner of the application, and is not the link of the server', async () => {
		const { guild } = world.createCommunity();
		const owner = guild.addMember(world.discord.application.owner, { permissions: ['ManageGuild'] });
		const account = world.kick.addUser('writer_account');
		const reply = await owner.slash('kick link', { account: 'bot' });
		expect(reply.content).toContain('the bot account that writes in Kick chat');
		await follow(reply, account.slug);
		expect((await reply.next()).content).toBe(
			'✅ writer_account is the bot account now. ' +
				'The bot sends as this account when the live socket is on. Set KICK_USE_WEBSOCKET=true and restart the bot.'
		);
		expect((await owner.slash('check_kick_config')).content).toContain('No OAuth token found');
	});

	it('is refused without chat:write, with what to do, and its access is revoked', async () => {
		const { guild } = world.createCommunity();
		const owner = guild.addMember(world.discord.application.owner, { permissions: ['ManageGuild'] });
		const account = world.kick.addUser('read-only-account');
		const reply = await owner.slash('kick link', { account: 'bot' });
		world.kick.oauth.grantScopes = () => ['user:read'];
		const before = world.kick.calls.length;
		const page = await follow(reply, account.slug);
		world.kick.oauth.grantScopes = (asked) => asked;
		expect(page.status).toBe(403);
		expect((await reply.next()).content).toMatch(
			/^❌ This account may not write in chat\. .*chat:write.*run \/kick link account:bot again\.$/
		);
		expect(world.kick.calls.slice(before).map(({ path }) => path)).toContain('/oauth/revoke');
		expect((await owner.slash('kick unlink', { account: 'bot' })).content).not.toContain('read-only');
	});

	it('of a streamer keeps the wider consent', async () => {
		const { guild, manager, streamer } = await world.createLinkedCommunity();
		const owner = guild.addMember(world.discord.application.owner, { permissions: ['ManageGuild'] });
		await follow(await owner.slash('kick link', { account: 'bot' }), streamer.slug);
		const { content } = await manager.slash('check_kick_config');
		expect(content).toContain('✅ OAuth token: exists\n');
		expect(content).toContain(`✅ Bot account: ${streamer.username}`);
		expect((await manager.slash('kick unlink')).content).toBe(
			`Unlinked ${streamer.username} from this server. It is also the bot account, so its access is not revoked.`
		);
	});

	it('is revoked when another one replaces it', async () => {
		const { guild } = world.createCommunity();
		const owner = guild.addMember(world.discord.application.owner, { permissions: ['ManageGuild'] });
		const [first, second] = [world.kick.addUser('first-writer'), world.kick.addUser('second-writer')];
		await follow(await owner.slash('kick link', { account: 'bot' }), first.slug);
		const before = world.kick.calls.length;
		await follow(await owner.slash('kick link', { account: 'bot' }), second.slug);
		expect(world.kick.calls.slice(before).map(({ path }) => path)).toContain('/oauth/revoke');
		expect((await owner.slash('check_kick_config')).content).toContain('Bot account: second-writer');
	});

	it('is an option by prefix, in upper or lower case', async () => {
		const { guild } = world.createCommunity();
		const owner = guild.addMember(world.discord.application.owner, { permissions: ['ManageGuild'] });
		const answer = await (await owner.says('!kick link BOT')).reply();
		expect(answer.content).toBe('I sent you the link by direct message.');
		const message = await owner.directMessage();
		expect(message.content).toContain('the bot account that writes in Kick chat');
	});

	it('can be linked by members of the team that owns the application', async () => {
		const { guild, manager } = world.createCommunity();
		const developer = guild.addMember('developer-two', { permissions: ['ManageGuild'] });
		world.discord.application.setTeam('The team', [developer.user]);
		expect((await developer.slash('kick link', { account: 'bot' })).buttons).toHaveLength(1);
		expect((await manager.slash('kick link', { account: 'bot' })).content).toBe(OwnersOnly);
	});
});

itLeavesNoTrace(world, errors);
