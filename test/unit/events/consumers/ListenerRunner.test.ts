import { EventEmitter, once } from 'node:events';
import { inspect } from 'node:util';
import { container, Listener } from '@sapphire/framework';
import { describe, expect, it } from 'vitest';
import { ListenerRunner } from '../../../../src/lib/events/consumers/ListenerRunner.js';
import type { KickEventContext, KickFollow } from '../../../../src/lib/kick/events/index.js';

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
	const pieces: Listener[] = [];
	const runner = new ListenerRunner(client, () => pieces);
	return {
		client,
		prepare: (limitMs = 10_000) => runner.prepare(read, context.type, limitMs),
		/** A real piece of Sapphire, for this client. */
		addPiece(event: string, run: () => unknown, { once = false } = {}) {
			const piece = newPiece(client, event, run, once);
			pieces.push(piece);
			client[once ? 'once' : 'on'](event, Reflect.get(piece, '_listener') as () => void);
			return piece;
		}
	};
}

const read = () => ({ event: structuredClone(follow), context: { ...context } });

function newPiece(client: EventEmitter, event: string, run: () => unknown, once: boolean): Listener {
	container.client = client as never;
	return new (class extends Listener {
		public override run() {
			return run();
		}
	})({ name: event, root: '', path: '', store: { unload: async () => undefined } as never }, { event, once });
}

describe('running the listeners of an event', () => {
	it('gives every listener the event and its context, including the general one', async () => {
		const { client, prepare } = start();
		const received: unknown[][] = [];
		client.on('kickFollow', (...args) => received.push(args));
		client.on('kickEvent', (...args) => received.push(args));
		client.on('kickChatMessage', () => received.push(['wrong']));
		expect(await prepare().attempt()).toEqual([]);
		expect(received).toEqual([
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

	it('notices an error that Sapphire catches and reports as listenerError', async () => {
		const { prepare, addPiece } = start();
		addPiece('kickFollow', async () => {
			await Promise.resolve();
			throw new Error('swallowed');
		});
		addPiece('kickEvent', async () => undefined);
		expect((await prepare().attempt()).map(String)).toEqual(['Error: swallowed']);
	});

	it('reports an error of a Sapphire listener, as Sapphire does', async () => {
		const { client, prepare, addPiece } = start();
		const reports: unknown[][] = [];
		client.on('listenerError', (...args) => void reports.push(args));
		const error = new Error('reported');
		const piece = addPiece('kickFollow', () => {
			throw error;
		});
		await prepare().attempt();
		expect(reports).toEqual([[error, { piece }]]);
	});

	it('runs a Sapphire listener of `once` a single time', async () => {
		const { prepare, addPiece } = start();
		let calls = 0;
		addPiece('kickFollow', () => void calls++, { once: true });
		expect(await prepare().attempt()).toEqual([]);
		expect(await prepare().attempt()).toEqual([]);
		expect(calls).toBe(1);
	});

	it('returns immediately if no listener is asynchronous', () => {
		const { client, prepare } = start();
		client.on('kickFollow', () => {
			throw new Error('at once');
		});
		client.on('kickEvent', () => undefined);
		expect(String(prepare().attempt())).toBe('Error: at once');
	});

	it('does not blame a listener for the error of another piece that it triggered', async () => {
		const { client, prepare, addPiece } = start();
		let calls = 0;
		addPiece('levelUp', () => {
			throw new Error('another piece');
		});
		addPiece('kickFollow', async () => {
			calls += 1;
			client.emit('levelUp');
			await new Promise(setImmediate);
		});
		client.on('kickFollow', async () => {
			calls += 1;
			client.emit('levelUp');
			await new Promise(setImmediate);
		});
		expect(await prepare().attempt()).toEqual([]);
		expect(calls).toBe(2);
	});

	it('gives each listener, in each attempt, an unchanged event', async () => {
		const { client, prepare } = start();
		const received: KickFollow[] = [];
		client.on('kickFollow', (event: KickFollow) => {
			received.push(structuredClone(event));
			Object.assign(event.follower, {
				username: 'changed',
				timer: setTimeout(() => undefined).unref(),
				loop: event,
				big: 1n
			});
			if (received.length <= 2) throw new Error('not yet');
		});
		client.on('kickFollow', (event: KickFollow) => void received.push(structuredClone(event)));
		const run = prepare();
		await run.attempt();
		await run.attempt();
		expect(received).toEqual([follow, follow, follow]);
	});

	it('treats a thrown value that cannot be inspected as a failure', async () => {
		const { client, prepare, addPiece } = start();
		const trap = () => {
			throw new Error('do not look');
		};
		const thrown = new Proxy(new Error(), { get: trap, getPrototypeOf: trap, has: trap, ownKeys: trap });
		client.on('kickFollow', () => {
			throw thrown;
		});
		addPiece('kickEvent', () =>
			Promise.reject({
				get stack() {
					return trap();
				},
				[inspect.custom]: trap
			})
		);
		const run = prepare();
		expect(await run.attempt()).toHaveLength(2);
		expect(run.canRetry).toBe(true);
	});

	it('does not blame an event for an error of another part of the bot', async () => {
		const { client, prepare } = start();
		const waiting = new EventEmitter();
		client.on('kickFollow', () => once(waiting, 'go on'));
		const attempt = prepare().attempt();
		client.emit('listenerError', new Error('another part'), {});
		waiting.emit('go on');
		expect(await attempt).toEqual([]);
	});

	it('retries a listener of `once` by its wrapped function', async () => {
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

	it('gives up on a listener that never ends, and does not run it again', async () => {
		const { client, prepare } = start();
		client.on('kickFollow', () => new Promise(() => {}));
		const run = prepare(1);
		// The limit's timer does not keep the process alive, but this one does.
		const alive = setInterval(() => {}, 1_000);
		const [failure] = await run.attempt();
		clearInterval(alive);
		expect(String(failure)).toContain('did not end');
		expect(run.canRetry).toBe(false);
	});
});
