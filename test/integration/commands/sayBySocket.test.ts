import { container } from '@sapphire/framework';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Fault } from '../../../sandbox/kick/index.js';
import { systemClock } from '../../../src/lib/time/Clock.js';
import { itLeavesNoTrace, recordErrors } from '../../support/leavesNoTrace.js';
import { PatienceMs } from '../../support/patience.js';
import type { Community } from '../../support/TestWorld.js';
import { useWorld } from '../../support/useWorld.js';

const Chat = 'POST /public/v1/chat';
const EchoLimitMs = 5_000;
const BySocket = 'Sent by socket. Kick shows it as writer.';
const ByApi = 'Sent by API. Kick shows it as the bot.';

const world = await useWorld({ KICK_USE_WEBSOCKET: 'true' });
const errors = recordErrors();
world.kick.addUser('writer');

afterEach(() => {
	world.kick.faults.clear();
	world.kick.realtime.loses = () => false;
	world.kick.realtime.delayMs = () => 0;
});

const chatOf = ({ streamer }: Community) => world.kick.chat(streamer.slug).map(({ content }) => content);
const authorsIn = ({ streamer }: Community) => world.kick.chat(streamer.slug).map(({ sender }) => sender.username);
const postsSince = (count: number) =>
	world.kick.calls.slice(count).filter(({ path }) => path === '/public/v1/chat').length;
const say = async ({ manager }: Community, message: string, values = {}) =>
	(await manager.slash('kick say', { message, ...values })).content;
const check = async ({ manager }: Community) => (await manager.slash('check_kick_config')).content;

/** Owner of the Discord application, in a server where they may change the bot account. */
function ownerIn({ guild }: Community) {
	return guild.addMember(world.discord.application.owner, { permissions: ['ManageGuild'] });
}

async function linkBot(community: Community, account = 'writer'): Promise<string> {
	const reply = await ownerIn(community).slash('kick link', { account: 'bot' });
	world.kick.oauth.signIn(account);
	await (await world.openConsent(reply.buttons[0]?.url ?? '')).submit('Allow');
	return (await reply.next()).content;
}

/** Linked server whose chat the bot reads by the live socket. */
async function joinedCommunity(): Promise<Community> {
	const community = await world.createLinkedCommunity();
	await world.kick.realtime.waitForSubscription(community.streamer.slug);
	await vi.waitFor(async () => expect(await check(community)).toContain('✅ Live socket: in this chat'), {
		timeout: PatienceMs,
		interval: 10
	});
	return community;
}

it('without a bot account messages are sent by the API, and the check says what to do', async () => {
	const community = await joinedCommunity();
	expect(await say(community, 'hi')).toBe(ByApi);
	expect(await check(community)).toContain(
		'⚠️ Bot account: not linked, so messages are sent through the API. ' +
			'The owner of this bot can link one with /kick link account:bot.'
	);
});

it('a bot account is linked by the owner, and used immediately', async () => {
	const community = await joinedCommunity();
	expect(await linkBot(community)).toBe(
		'✅ writer is the bot account now. The bot sends as this account in every chat that the live socket reads.'
	);
	expect(await check(community)).toMatch(/✅ Bot account: writer, link again by \d{4}-\d\d-\d\d/);
	expect(await say(community, 'Hello!')).toBe(BySocket);
	expect(world.kick.chat(community.streamer.slug)).toMatchObject([
		{ content: 'Hello!', type: 'user', sender: { username: 'writer' } }
	]);
});

describe('by socket', () => {
	it('the plugin’s API returns the details', async () => {
		const community = await joinedCommunity();
		const sent = (await container.kick.send(community.guild.id, 'hi')).unwrap();
		const [message] = world.kick.chat(community.streamer.slug);
		expect(sent).toEqual({
			via: 'websocket',
			as: 'bot_account',
			botAccount: 'writer',
			confirmed: true,
			messageIds: [message?.id],
			replyDropped: false
		});
	});

	it('a message that the socket does not show is reported, and is not sent twice', async () => {
		const community = await joinedCommunity();
		world.kick.realtime.loses = () => true;
		const { after } = systemClock;
		const clock = vi.spyOn(systemClock, 'after');
		onTestFinished(() => clock.mockRestore());
		clock.mockImplementation((delayMs, callback) => after(delayMs === EchoLimitMs ? 0 : delayMs, callback));
		const before = world.kick.calls.length;
		expect(await say(community, 'unseen')).toBe(
			'Sent by socket. Kick accepted it as writer, but it has not appeared in the chat yet. ' +
				'Check the chat before you send it again.'
		);
		expect(postsSince(before)).toBe(1);
		expect(chatOf(community)).toEqual(['unseen']);
	});

	it('a long message goes out in parts, in order', async () => {
		const community = await joinedCommunity();
		const parts = ['a', 'b', 'c'].map((letter) => letter.repeat(500));
		expect(await say(community, parts.join(' '))).toBe(`${BySocket} It was split into 3 messages.`);
		expect(chatOf(community)).toEqual(parts);
		expect(authorsIn(community)).toEqual(['writer', 'writer', 'writer']);
	});

	it('a reply is sent as one, and a reply to an unknown message as an ordinary message', async () => {
		const community = await joinedCommunity();
		const { messageId } = await world.kick.viewer('ana').says('anyone?', { in: community.streamer.slug });
		expect(await say(community, 'yes', { reply_to: messageId })).toBe(BySocket);
		expect(world.kick.chat(community.streamer.slug).at(-1)).toMatchObject({ content: 'yes', replyTo: messageId });
		expect(await say(community, 'no', { reply_to: crypto.randomUUID() })).toMatch(
			/^Sent by socket\. .*it was sent without a reply\.$/
		);
	});

	it('an expired access token is renewed, and the message sent once', async () => {
		const community = await joinedCommunity();
		world.kick.oauth.expireAccessTokens('user');
		const { rotations } = world.kick.oauth;
		expect(await say(community, 'once')).toBe(BySocket);
		expect(chatOf(community)).toEqual(['once']);
		expect(world.kick.oauth.rotations).toBe(rotations + 1);
	});
});

describe('when Kick refuses the bot account, the message is sent by the API, once:', () => {
	it.each<[string, Fault, number]>([
		['403', { status: 403, body: { data: {}, message: 'Forbidden' } }, 2],
		['its firewall', 'html403', 2],
		['400', { status: 400, body: { data: 'content', message: 'Bad request' } }, 2],
		['404', { status: 404, body: { data: {}, message: 'Not found' } }, 2],
		['500', 'serverError', 2],
		['slow mode', { status: 500, body: { data: 'SLOW_MODE_ERROR', message: 'x' } }, 2],
		['429', { fault: 'rateLimited', retryAfterSeconds: 1 }, 2]
	])('%s', async (_what, fault, posts) => {
		const community = await joinedCommunity();
		world.kick.faults.next(Chat, fault);
		const before = world.kick.calls.length;
		expect(await say(community, 'hi')).toBe(ByApi);
		expect(postsSince(before)).toBe(posts);
		expect(chatOf(community)).toEqual(['hi']);
	});

	it('401 even for a fresh token', async () => {
		const community = await joinedCommunity();
		const refusal: Fault = { status: 401, body: { data: {}, message: 'Unauthorized' } };
		world.kick.faults.next(Chat, refusal, refusal);
		expect(await say(community, 'hi')).toBe(ByApi);
		expect(chatOf(community)).toEqual(['hi']);
	});

	it('a ban, which is remembered for this channel and no other', async () => {
		const [community, other] = [await joinedCommunity(), await joinedCommunity()];
		await community.streamer.bans('writer');
		expect(await say(community, 'one')).toBe(ByApi);
		const before = world.kick.calls.length;
		expect(await say(community, 'two')).toBe(ByApi);
		expect(postsSince(before)).toBe(1);
		expect(chatOf(community)).toEqual(['one', 'two']);
		expect(world.log.join('\n')).toContain(
			`The bot account writer can't write to channel ${community.streamer.userId}`
		);
		expect(await say(other, 'here')).toBe(BySocket);
	});

	it('for one part of a long message, in its place', async () => {
		const community = await joinedCommunity();
		const parts = ['a', 'b', 'c'].map((letter) => letter.repeat(500));
		let posts = 0;
		// Kick fails for the second part only.
		world.kick.realtime.delayMs = () => {
			if (++posts === 1) world.kick.faults.next(Chat, 'serverError');
			return 0;
		};
		expect(await say(community, parts.join(' '))).toBe(`${ByApi} It was split into 3 messages.`);
		expect(chatOf(community)).toEqual(parts);
		expect(authorsIn(community)).toEqual(['writer', world.kick.app.bot.username, 'writer']);
	});
});

describe('a message that may have arrived is never sent again:', () => {
	it.each<[string, Fault, string[]]>([
		['half an answer', 'half', ['hi']],
		['a connection that was cut after it arrived', { fault: 'cut', applied: true }, ['hi']],
		['a connection that was cut before it arrived', 'cut', []],
		['an answer that is no JSON', { status: 200, body: 'OK', applied: true }, ['hi']],
		['504 of a gateway', { status: 504, body: 'Gateway Timeout', applied: true }, ['hi']]
	])('%s', async (_what, fault, arrived) => {
		const community = await joinedCommunity();
		world.kick.faults.next(Chat, fault);
		const before = world.kick.calls.length;
		expect(await say(community, 'hi')).toMatch(/it may have worked\. Check before you try again\.$/);
		expect(postsSince(before)).toBe(1);
		expect(chatOf(community)).toEqual(arrived);
		expect(await say(community, 'next')).toBe(BySocket);
	});

	it('a 200 that says it was not sent', async () => {
		const community = await joinedCommunity();
		world.kick.faults.next(Chat, { status: 200, body: { data: { is_sent: false, message_id: '' } } });
		expect(await say(community, 'hi')).toBe(
			'Kick accepted the message but did not show it in the chat. Check the settings of the chat.'
		);
		expect(chatOf(community)).toEqual([]);
	});
});

it('messages are sent by the API while the socket is down, and by the socket once it is back', async () => {
	const community = await joinedCommunity();
	world.kick.realtime.refuse(4200);
	world.kick.realtime.drop(4200);
	await vi.waitFor(async () => expect(await check(community)).toContain('⚠️ Live socket: connecting'), PatienceMs);
	expect(await say(community, 'down')).toBe(ByApi);
	world.kick.realtime.accept();
	await vi.waitFor(async () => expect(await check(community)).toContain('✅ Live socket: in this chat'), PatienceMs);
	expect(await say(community, 'up')).toBe(BySocket);
	expect(chatOf(community)).toEqual(['down', 'up']);
});

it('sendAs bot and user use the API', async () => {
	const community = await joinedCommunity();
	for (const sendAs of ['bot', 'user'] as const) {
		expect((await container.kick.send(community.guild.id, sendAs, { sendAs })).unwrap()).toMatchObject({
			via: 'api',
			as: sendAs
		});
	}
});

it('needs the streamer’s consent too', async () => {
	const community = await joinedCommunity();
	await community.manager.slash('kick unlink');
	const before = world.kick.calls.length;
	expect(await say(community, 'hi')).toMatch(/^No OAuth token found/);
	expect(postsSince(before)).toBe(0);
});

it('does not announce messages of the bot account', async () => {
	const community = await joinedCommunity();
	const received: string[] = [];
	const listener = ({ content }: { content: string }) => void received.push(content);
	world.client.on('kickChatMessage', listener);
	expect(await say(community, 'from the bot')).toBe(BySocket);
	await world.kick.viewer('ben').says('from a viewer', { in: community.streamer.slug });
	await vi.waitFor(() => expect(received).toContain('from a viewer'), PatienceMs);
	world.client.off('kickChatMessage', listener);
	expect(received).toEqual(['from a viewer']);
});

it('a bot account whose link has ended is reported, and the API is still used', async () => {
	const community = await joinedCommunity();
	world.kick.oauth.killRefreshTokens('writer');
	world.kick.oauth.expireAccessTokens('user');
	expect(await say(community, 'hi')).toBe(ByApi);
	expect(world.log.join('\n')).toContain(
		'writer has to link again: Kick no longer accepts the link. Run /kick link account:bot.'
	);
	expect(await check(community)).toContain(
		'⚠️ Bot account: writer, no longer linked. Run /kick link account:bot again.'
	);
	await linkBot(community);
	expect(await say(community, 'back')).toBe(BySocket);
});

itLeavesNoTrace(world, errors);
