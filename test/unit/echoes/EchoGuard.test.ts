import { beforeEach, describe, expect, it } from 'vitest';
import { EchoGuard } from '../../../src/lib/echoes/EchoGuard.js';
import type { KickChatMessage, KickUser } from '../../../src/lib/kick/events/index.js';
import { VirtualClock } from '../time/VirtualClock.js';

const Streamer = 7;
const Ana = 99;
const App = 500;
const target = { broadcasterUserId: Streamer, accountUserId: Streamer, chatroomId: null };

let clock: VirtualClock;
let sent: Set<string>;
let bots: Set<number>;
let botAccountId: number | null;
let guard: EchoGuard;

beforeEach(() => {
	clock = new VirtualClock();
	sent = new Set();
	bots = new Set();
	botAccountId = null;
	guard = new EchoGuard({
		isSent: (id) => sent.has(id),
		botUserIds: () => bots,
		botAccountId: () => botAccountId,
		clock
	});
});

function user(id: number, badges: KickUser['badges'] = []): KickUser {
	return { id, username: `user${id}`, slug: `user${id}`, avatarUrl: null, isVerified: false, color: null, badges };
}

function message(id: string, content: string, sender = user(Ana), channel = Streamer): KickChatMessage {
	return { id, content, sender, broadcaster: user(channel), emotes: [], replyTo: null, createdAt: new Date() };
}

const appBot = user(App, [{ type: 'bot', text: 'Bot' }]);

/** Returns the decision if no time passes; `waiting` if there is none. */
async function now(decision: boolean | Promise<boolean>): Promise<boolean | 'waiting'> {
	let decided: boolean | 'waiting' = 'waiting';
	void Promise.resolve(decision).then((isEcho) => {
		decided = isEcho;
	});
	await clock.advance(0);
	return decided;
}

describe('by id', () => {
	it('a message that was sent here is an echo', async () => {
		sent.add('m-1');
		expect(await guard.isEcho(message('m-1', 'hi'))).toBe(true);
		expect(await guard.isEcho(message('m-2', 'hi'))).toBe(false);
	});
});

describe('by account', () => {
	it('every message of the bot account is an echo, in every channel but its own', async () => {
		bots.add(Ana);
		expect(await guard.isEcho(message('m-1', 'hi'))).toBe(true);
		expect(await guard.isEcho(message('m-2', 'hi', user(5)))).toBe(false);
		expect(await guard.isEcho(message('m-3', 'hi', user(Ana), Ana))).toBe(false);
	});
});

describe('before Kick has answered', () => {
	it('the same words of a sending account wait for the answer, whose id decides', async () => {
		botAccountId = Ana;
		const ended = guard.begin(target, 'hi  there\n');
		const echo = guard.isEcho(message('m-1', 'hi there', appBot));
		const otherBot = guard.isEcho(message('m-2', 'hi there', user(Ana)));
		const typed = guard.isEcho(message('m-3', 'hi there', user(Streamer)));
		expect([await now(echo), await now(otherBot), await now(typed)]).toEqual(['waiting', 'waiting', 'waiting']);
		sent.add('m-1');
		ended('known');
		expect(await Promise.all([echo, otherBot, typed])).toEqual([true, false, false]);
	});

	it('a viewer who repeats the words does not wait and is counted', async () => {
		guard.begin(target, 'hi');
		expect(await now(guard.isEcho(message('m-1', 'hi')))).toBe(false);
		expect(guard.mayBeOwn(message('m-1', 'hi'))).toBe(false);
	});

	it('other words, and other channels, do not wait', async () => {
		guard.begin(target, 'hi');
		expect(await now(guard.isEcho(message('m-1', 'hello')))).toBe(false);
		expect(await now(guard.isEcho(message('m-2', 'hi', user(Ana), 8)))).toBe(false);
	});

	it('the same words may be the bot’s', () => {
		const ended = guard.begin(target, 'hi');
		expect(guard.mayBeOwn(message('m-1', 'hi', appBot))).toBe(true);
		expect(guard.mayBeOwn(message('m-2', 'hello', appBot))).toBe(false);
		ended('known');
		expect(guard.mayBeOwn(message('m-3', 'hi', appBot))).toBe(false);
	});

	it('waits at most 15 seconds; then the sender decides', async () => {
		guard.begin(target, 'hi');
		const decision = guard.isEcho(message('m-1', 'hi', appBot));
		await clock.advance(14_999);
		expect(await now(decision)).toBe('waiting');
		await clock.advance(1);
		expect(await decision).toBe(true);
	});

	it('the end of the bot ends the wait', async () => {
		guard.begin(target, 'hi');
		const stop = new AbortController();
		const decision = guard.isEcho(message('m-1', 'hi', appBot), stop.signal);
		expect(await now(decision)).toBe('waiting');
		stop.abort();
		await decision;
		expect(clock.pendingTimers).toBe(0);
	});
});

describe('when it is unknown whether Kick accepted the message', () => {
	beforeEach(() => guard.begin(target, 'hi')('unknown'));

	it.each([
		['the linked account', user(Streamer)],
		['a sender with the badge of a bot', appBot]
	])('the same words of %s are an echo, once, for each server that receives them', async (_, sender) => {
		expect(await guard.isEcho(message('m-1', 'hi', sender))).toBe(true);
		expect(await guard.isEcho(message('m-1', 'hi', sender))).toBe(true);
		expect(await guard.isEcho(message('m-2', 'hi', sender))).toBe(false);
	});

	it('the same words of the bot account are an echo', async () => {
		bots.add(Ana);
		expect(await guard.isEcho(message('m-1', 'hi'))).toBe(true);
	});

	it('the same words of a viewer are not', async () => {
		expect(await guard.isEcho(message('m-1', 'hi'))).toBe(false);
	});

	it('two minutes later they belong to the sender', async () => {
		await clock.advance(2 * 60_000);
		expect(await guard.isEcho(message('m-1', 'hi', user(Streamer)))).toBe(false);
	});
});
