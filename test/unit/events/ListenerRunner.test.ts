import { EventEmitter, once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { ListenerRunner } from '../../../src/lib/events/ListenerRunner.js';
import type { KickEventContext, KickFollow } from '../../../src/lib/kick/events.js';

const user = { id: 5, username: 'a', slug: 'a', avatarUrl: null, isVerified: false, color: null, badges: [] };
const follow: KickFollow = { broadcaster: user, follower: user };
const context: KickEventContext = {
	guildId: '1',
	isTest: false,
	source: 'webhook',
	type: 'channel.followed',
	eventId: 'e',
	receivedAt: new Date(),
	sentAt: new Date()
};

function start() {
	const client = new EventEmitter();
	const runner = new ListenerRunner(client);
	runner.start();
	return { client, prepare: (limitMs = 10_000) => runner.prepare(follow, context, limitMs) };
}

describe('running the listeners of an event', () => {
	it('gives every listener the event and its context, the general one too', async () => {
		const { client, prepare } = start();
		const heard: unknown[][] = [];
		client.on('kickFollow', (...args) => heard.push(args));
		client.on('kickEvent', (...args) => heard.push(args));
		client.on('kickChatMessage', () => heard.push(['wrong']));
		expect(await prepare().attempt()).toEqual([]);
		expect(heard).toEqual([
			[follow, context],
			[follow, context]
		]);
	});

	it('retries only the listeners that failed', async () => {
		const { client, prepare } = start();
		const calls = { good: 0, bad: 0 };
		client.on('kickFollow', () => void calls.good++);
		client.on('kickFollow', async () => {
			if (++calls.bad === 1) throw new Error('first time');
		});
		const run = prepare();
		expect((await run.attempt()).map(String)).toEqual(['Error: first time']);
		expect(await run.attempt()).toEqual([]);
		expect(calls).toEqual({ good: 1, bad: 2 });
	});

	it('hears what a Sapphire listener swallows and reports as listenerError', async () => {
		const { client, prepare } = start();
		client.on('kickFollow', async () => {
			await Promise.resolve();
			client.emit('listenerError', new Error('swallowed'), {});
		});
		client.on('kickEvent', async () => undefined);
		expect((await prepare().attempt()).map(String)).toEqual(['Error: swallowed']);
	});

	it('does not blame an event for an error that another part of the bot reports meanwhile', async () => {
		const { client, prepare } = start();
		const waiting = new EventEmitter();
		client.on('kickFollow', () => once(waiting, 'go on'));
		const attempt = prepare().attempt();
		client.emit('listenerError', new Error('somebody else'), {});
		waiting.emit('go on');
		expect(await attempt).toEqual([]);
	});

	it('retries a listener of `once` by what it wraps', async () => {
		const { client, prepare } = start();
		let calls = 0;
		client.once('kickFollow', () => {
			if (++calls === 1) throw new Error('first time');
		});
		const run = prepare();
		await run.attempt();
		expect(await run.attempt()).toEqual([]);
		expect(calls).toBe(2);
		expect(client.listenerCount('kickFollow')).toBe(0);
	});

	it('gives up on a listener that never ends, and does not run it a second time', async () => {
		const { client, prepare } = start();
		client.on('kickFollow', () => new Promise(() => {}));
		const run = prepare(1);
		// The limit's timer does not keep the process alive, this one does.
		const alive = setInterval(() => {}, 1_000);
		const [failure] = await run.attempt();
		clearInterval(alive);
		expect(String(failure)).toContain('did not end');
		expect(run.canRetry).toBe(false);
	});
});
