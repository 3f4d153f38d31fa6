import { describe, expect, it } from 'vitest';
import { ask, commandKinds } from '../../support/ask.js';
import { itLeavesNoTrace, recordErrors } from '../../support/leavesNoTrace.js';
import { useWorld } from '../../support/useWorld.js';

const world = await useWorld();
const errors = recordErrors();

const sixOf = (content: string) => content.split('\n').slice(0, 6);
const detailsOf = (content: string) => content.split('\n').slice(7);

describe.each(commandKinds)('check_kick_config by %s', (kind) => {
	it('begins with six lines that fail on an empty server and say what to do', async () => {
		const { manager } = world.createCommunity();
		const { content } = await ask(manager, kind, 'check_kick_config');
		const lines = sixOf(content);
		expect(lines.map((line) => line.split(':')[0])).toEqual([
			'❌ kick_channel',
			'❌ kick_broadcaster_user_id',
			'❌ kick_chatroom_id',
			'❌ OAuth token',
			'❌ Webhooks',
			'❌ Chat'
		]);
		expect(lines[3]).toContain('No OAuth token found');
		for (const line of lines) expect(line).toMatch(/(\brun|\bfollow) .+\.$/i);
		expect(content.split('\n')[6]).toBe('');
	});

	it('begins with the exact six lines of a linked server', async () => {
		const { manager, streamer } = await world.createLinkedCommunity();
		const { content } = await ask(manager, kind, 'check_kick_config');
		expect(sixOf(content)).toEqual([
			`✅ kick_channel: ${streamer.slug}`,
			`✅ kick_broadcaster_user_id: ${streamer.userId}`,
			`✅ kick_chatroom_id: ${streamer.chatroomId}`,
			'✅ OAuth token: exists',
			'✅ Webhooks: registered',
			'✅ Chat: ready to send/receive'
		]);
	});

	it('needs Manage Server', async () => {
		const { guild } = world.createCommunity();
		const { content, ephemeral } = await ask(guild.addMember(`guest-${kind}`), kind, 'check_kick_config');
		expect(content).toMatch(/permission.*Manage (Server|Guild)/i);
		expect(content).not.toContain('kick_channel');
		expect(ephemeral).toBe(kind === 'slash');
	});
});

it('answers privately as a slash command, which Discord offers to people who manage the server', async () => {
	const { manager, guild } = world.createCommunity();
	const reply = await manager.slash('check_kick_config');
	expect([reply.deferred, reply.ephemeral]).toEqual([true, true]);
	await expect(guild.addMember('guest').slash('check_kick_config')).rejects.toThrow(/lacks ManageGuild/);
});

it.each(['check_kick_config', 'check-kick-config', 'checkkickconfig'])(
	'works as the prefix command !%s',
	async (name) => {
		const { manager } = world.createCommunity();
		const reply = await (await manager.says(`!${name}`)).reply();
		expect(reply.content).toContain('kick_channel: not set');
		expect(reply.mentions).toEqual({ everyone: false, users: [], roles: [] });
	}
);

describe('the details under the six lines', () => {
	it('list the account, its token, the subscriptions and the URLs for the Kick app', async () => {
		const { manager, streamer } = await world.createLinkedCommunity();
		const details = detailsOf((await manager.slash('check_kick_config')).content);
		const inAMonth = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
		expect(details).toEqual([
			expect.stringMatching(`^✅ Linked account: ${streamer.username} \\(scopes: .*chat:write.*events:subscribe.*\\)$`),
			expect.stringMatching(/^✅ Access token: valid until \d{4}-\d\d-\d\d \d\d:\d\d UTC/),
			`✅ Link again by ${inAMonth}`,
			'✅ Subscriptions: 10 of 10',
			expect.stringMatching(/^⚠️ Last delivery: none yet\. .*Enable Webhooks/),
			expect.stringMatching(/^✅ Live socket: off/),
			`✅ Webhook URL for the Kick app: ${world.url}/webhooks/kick`,
			`✅ Redirect URL for the Kick app: ${world.url}/auth/kick/callback`,
			'✅ Discord: intents and permissions are fine'
		]);
	});

	it('list the last delivery and its delay', async () => {
		const { manager, streamer } = await world.createLinkedCommunity();
		await world.kick.viewer('ana').says('hi', { in: streamer.slug });
		const { content } = await manager.slash('check_kick_config');
		expect(content).toMatch(/✅ Last delivery: chat\.message\.sent, \d{4}-\d\d-\d\d \d\d:\d\d UTC\b.* lag \d+ m?s/);
	});

	it('name the events without a subscription', async () => {
		world.kick.subscriptions.partialError('kicks.gifted');
		const { manager } = await world.createLinkedCommunity();
		world.kick.subscriptions.partialError('kicks.gifted', null);
		const { content } = await manager.slash('check_kick_config');
		expect(sixOf(content)[4]).toBe('⚠️ Webhooks: 9 of 10 registered. Run /kick sync.');
		expect(sixOf(content)[5]).toBe('✅ Chat: ready to send/receive');
		expect(content).toContain('⚠️ Subscriptions: 9 of 10, missing: kicks.gifted');
	});

	it('name the permissions that the bot lacks in the channel', async () => {
		const { manager, guild } = world.createCommunity();
		guild.addChannel('silent', { botMayWrite: false });
		const { content } = await manager.slash('check_kick_config', {}, { channel: 'silent' });
		expect(content).toContain('⚠️ Permissions: SendMessages missing in this Discord channel');
	});
});

describe('check_kick_config after a later problem', () => {
	it('asks for a new link when Kick has ended the old one', async () => {
		const { manager, streamer } = await world.createLinkedCommunity();
		world.kick.oauth.killRefreshTokens(streamer.slug);
		world.kick.oauth.expireAccessTokens('user');
		await manager.slash('kick say', { message: 'hi' });
		const lines = sixOf((await manager.slash('check_kick_config')).content);
		expect(lines[3]).toBe('❌ OAuth token: no longer valid. Link again: run /kick link.');
		expect(lines[5]).toMatch(/^❌ Chat: .*cannot send.*\/kick link/);
	});

	it('names a scope that was not granted', async () => {
		world.kick.oauth.grantScopes = (asked) => asked.filter((scope) => scope !== 'chat:write');
		const { manager } = await world.createLinkedCommunity();
		world.kick.oauth.grantScopes = (asked) => asked;
		const lines = sixOf((await manager.slash('check_kick_config')).content);
		expect(lines[3]).toMatch(/^⚠️ OAuth token: exists, without chat:write\. .*\/kick link/);
		expect(lines[5]).toMatch(/^❌ Chat: .*cannot send/);
	});

	it('shows only a warning when the website blocks bots', async () => {
		world.kick.website.mode = 'blocked-html';
		const { manager } = await world.createLinkedCommunity();
		world.kick.website.mode = 'ok';
		const lines = sixOf((await manager.slash('check_kick_config')).content);
		expect(lines[2]).toMatch(/^⚠️ kick_chatroom_id: not set\. Run \/kick sync/);
		expect(lines[5]).toBe('✅ Chat: ready to send/receive');
	});
});

itLeavesNoTrace(world, errors);
