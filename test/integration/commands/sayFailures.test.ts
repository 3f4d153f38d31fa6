import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Fault } from '../../../sandbox/kick/index.js';
import { itLeavesNoTrace, recordErrors } from '../../support/leavesNoTrace.js';
import { PatienceMs } from '../../support/patience.js';
import type { Community } from '../../support/TestWorld.js';
import { useWorld } from '../../support/useWorld.js';

const Chat = 'POST /public/v1/chat';
const Token = 'POST /oauth/token';
/** Failures of Kick after which the message was certainly not sent. */
const NotSent = /^(?!.*(it may have worked|does not accept)).*Kick/;

const world = await useWorld();
const errors = recordErrors();

afterEach(() => {
	world.kick.faults.clear();
	world.kick.chatRules.slowMode = 0;
	world.kick.chatRules.refusal = null;
});

const chatOf = ({ streamer }: Community) => world.kick.chat(streamer.slug).map(({ content }) => content);
const postsSince = (count: number) =>
	world.kick.calls.slice(count).filter(({ path }) => path === '/public/v1/chat').length;
const say = async ({ manager }: Community, message: string) => (await manager.slash('kick say', { message })).content;

describe('a message that Kick certainly did not accept', () => {
	it.each<[string, Fault, RegExp, number]>([
		[
			'401 even for a fresh token',
			{ status: 401, body: { data: {}, message: 'Unauthorized' } },
			/^Kick does not accept the token/,
			2
		],
		['the page of its firewall', 'html403', /^Kick's firewall blocked the request/, 1],
		['the JSON of its firewall', 'edge403', /^Kick's firewall blocked the request/, 1],
		['403', { status: 403, body: { data: {}, message: 'Forbidden' } }, /^Kick does not allow this/, 1],
		['404', { status: 404, body: { data: {}, message: 'Not found' } }, /^Kick could not find this/, 1],
		['400', { status: 400, body: { data: 'content', message: 'Bad request' } }, /^Kick rejected the request/, 1],
		['500 in both modes', 'serverError', /^Kick has a problem right now\. Try again/, 2],
		[
			'503',
			{ status: 503, body: '<html>down</html>', headers: { 'content-type': 'text/html' } },
			/^Kick has a problem right now/,
			1
		],
		['429 for two minutes', { fault: 'rateLimited', retryAfterSeconds: 120 }, /dropped\. Kick asks to slow down/, 1],
		[
			'a 200 that says it was not sent',
			{ status: 200, body: { data: { is_sent: false, message_id: '' } } },
			/^Kick accepted the message but did not show it/,
			1
		]
	])('%s: is reported, and nothing arrives', async (_what, fault, text, posts) => {
		const community = await world.createLinkedCommunity();
		world.kick.faults.always(Chat, fault);
		const before = world.kick.calls.length;
		const content = await say(community, 'hi');
		expect(content).toMatch(text);
		expect(content).not.toMatch(/\n|undefined|\[object|Error/);
		expect(postsSince(before)).toBe(posts);
		expect(chatOf(community)).toEqual([]);
		expect((await community.manager.slash('check_kick_config')).content).toContain('✅ OAuth token: exists');
	});

	it.each([
		['SLOW_MODE_ERROR', /^Slow mode is on/],
		['FOLLOWERS_ONLY_ERROR', /^Only followers may write/],
		['BANNED_USER_ERROR', /banned or timed out/],
		['DUPLICATE_MESSAGE_ERROR', /^The same message was just sent/]
	])('%s: is reported in plain words, and not tried in the other mode', async (refusal, text) => {
		const community = await world.createLinkedCommunity();
		world.kick.chatRules.refusal = refusal;
		const before = world.kick.calls.length;
		expect(await say(community, 'hi')).toMatch(text);
		expect(postsSince(before)).toBe(1);
	});

	it('with slow mode: the first message arrives, the second is refused', async () => {
		const community = await world.createLinkedCommunity();
		world.kick.chatRules.slowMode = 60;
		expect(await say(community, 'first')).toMatch(/^Sent by API/);
		expect(await say(community, 'second')).toMatch(/^Slow mode is on in this chat\. Wait/);
		expect(chatOf(community)).toEqual(['first']);
	});
});

describe('a failure that passes by itself', () => {
	it('401 of an expired token: it is refreshed, and the message sent once', async () => {
		const community = await world.createLinkedCommunity();
		world.kick.oauth.expireAccessTokens('user');
		const { rotations } = world.kick.oauth;
		expect(await say(community, 'once')).toBe('Sent by API. Kick shows it as the bot.');
		expect(chatOf(community)).toEqual(['once']);
		expect(world.kick.oauth.rotations).toBe(rotations + 1);
	});

	it.each<[string, Fault]>([
		['with Retry-After', { fault: 'rateLimited', retryAfterSeconds: 1 }],
		['without it', 'rateLimited']
	])('429 %s: is waited for, and the message sent once', async (_what, fault) => {
		const community = await world.createLinkedCommunity();
		world.kick.faults.next(Chat, fault);
		expect(await say(community, 'later')).toBe('Sent by API. Kick shows it as the bot.');
		expect(chatOf(community)).toEqual(['later']);
	});

	it('500 in bot mode: goes as the linked account, once', async () => {
		const community = await world.createLinkedCommunity();
		world.kick.faults.next(Chat, 'serverError');
		expect(await say(community, 'as user')).toBe('Sent by API. Kick shows it as the linked account.');
		expect(world.kick.chat(community.streamer.slug)).toMatchObject([{ content: 'as user', type: 'user' }]);
	});
});

describe('a message that may have arrived is never sent again', () => {
	it.each<[string, Fault, string[]]>([
		['half an answer', 'half', ['hi']],
		['a connection that was cut after it arrived', { fault: 'cut', applied: true }, ['hi']],
		['a connection that was cut before it arrived', 'cut', []],
		['an answer that is no JSON', { status: 200, body: 'OK', applied: true }, ['hi']],
		['an empty answer', { status: 200, body: '', applied: true }, ['hi']],
		['504 of a gateway', { status: 504, body: 'Gateway Timeout', applied: true }, ['hi']]
	])('%s: the answer says that it may have worked', async (_what, fault, arrived) => {
		const community = await world.createLinkedCommunity();
		world.kick.faults.next(Chat, fault);
		const before = world.kick.calls.length;
		expect(await say(community, 'hi')).toMatch(/it may have worked\. Check before you try again\.$/);
		expect(postsSince(before)).toBe(1);
		expect(chatOf(community)).toEqual(arrived);

		expect(await say(community, 'next')).toMatch(/^Sent by API/);
		expect(chatOf(community)).toEqual([...arrived, 'next']);
	});
});

describe('when the token has to be refreshed', () => {
	it('an ended link is reported as "link again", and no further requests go to Kick', async () => {
		const community = await world.createLinkedCommunity();
		world.kick.oauth.killRefreshTokens(community.streamer.slug);
		world.kick.oauth.expireAccessTokens('user');
		expect(await say(community, 'hi')).toMatch(/link again: run \/kick link\.$/);
		const before = world.kick.calls.length;
		expect(await say(community, 'hi')).toMatch(/link again: run \/kick link\.$/);
		expect(world.kick.calls).toHaveLength(before);
		expect(chatOf(community)).toEqual([]);

		await world.link(community);
		expect(await say(community, 'back')).toMatch(/^Sent by API/);
	});

	it.each<[string, Fault, RegExp]>([
		['500', 'serverError', /^Kick has a problem right now/],
		['an empty 400', 'empty400', /^Kick rejected the request/],
		['the page of its firewall', 'html403', /^Kick's firewall blocked/],
		['429', 'rateLimited', /^Kick asks to slow down/],
		['with a cut connection', 'cut', NotSent],
		['with half an answer', 'half', NotSent]
	])(
		'and Kick answers %s, the problem is reported, the dead token is not used, and the link is kept',
		async (_what, fault, text) => {
			const community = await world.createLinkedCommunity();
			world.kick.oauth.expireAccessTokens('user');
			world.kick.faults.always(Token, fault);
			const before = world.kick.calls.length;
			const content = await say(community, 'hi');
			expect(content).toMatch(text);
			expect(postsSince(before)).toBe(1);
			expect((await community.manager.slash('check_kick_config')).content).toContain('✅ OAuth token: exists');
		}
	);

	it('and Kick is back after an outage, messages go out again without any action', async () => {
		const community = await world.createLinkedCommunity();
		world.kick.oauth.expireAccessTokens('user');
		world.kick.faults.next(Token, 'empty400');
		expect(await say(community, 'lost')).not.toMatch(/^Sent/);
		await vi.waitFor(async () => expect(await say(community, 'found')).toMatch(/^Sent by API/), {
			timeout: PatienceMs,
			interval: 250
		});
		expect(chatOf(community)).toEqual(['found']);
	});
});

itLeavesNoTrace(world, errors);
