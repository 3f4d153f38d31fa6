import { setTimeout as pause } from 'node:timers/promises';
import { inspect } from 'node:util';
import { container, Listener } from '@sapphire/framework';
import { expect } from 'vitest';
import { type KickChatMessage, type KickEventContext, KickEvents } from '../../src/lib/kick/events/index.js';
import type { Community } from '../support/TestWorld.js';
import { untilHandled } from '../support/untilHandled.js';
import { underAttack } from './support/attack.js';
import { OneMoreLink } from './support/OneMoreLink.js';
import type { Target } from './support/Target.js';

const { attack } = await underAttack();

/** Rows of another linked server, and of the one message that its bad handler gets. */
const OneMoreServer = { ...OneMoreLink, chatters: 1, events: 1, deliveries: 1 };

type Handler = (message: KickChatMessage) => unknown;

/** Adds a handler for the messages of one server. */
function addHandler({ world }: Target, { guild }: Community, handler: Handler): void {
	world.client.on(KickEvents.ChatMessage, (message: KickChatMessage, { guildId }: KickEventContext) =>
		guildId === guild.id ? handler(message) : undefined
	);
}

/** Delivers a message to the channel of this server. */
function deliverTo(target: Target, { streamer }: Community) {
	const broadcaster = { user_id: streamer.userId, username: streamer.username, channel_slug: streamer.slug };
	return target.deliver({ body: target.chatBody({ broadcaster }) });
}

/** Reads the row of the delivery for this server, once it is no longer pending. */
async function delivered({ world }: Target, { guild }: Community): Promise<Record<string, unknown>> {
	for (;;) {
		const sql = `SELECT state, attempts, error FROM kick_deliveries WHERE guild_id = '${guild.id}' ORDER BY event_seq`;
		const [row] = await world.place.query(sql);
		if (row && row.state !== 'pending') return row;
		await pause(20);
	}
}

for (const [name, handle] of Object.entries<Handler>({
	'never returns': () => new Promise(() => undefined),
	'sleeps for five seconds': () => pause(5_000, undefined, { ref: false })
})) {
	attack({
		name: `a handler that ${name}: Kick is answered while the handler runs, and other servers are served`,
		async how(target) {
			const bad = await target.world.createLinkedCommunity();
			let isRunning = false;
			const started = new Promise<void>((resolve) => {
				addHandler(target, bad, async (message) => {
					isRunning = true;
					resolve();
					await handle(message);
					isRunning = false;
				});
			});
			const [first] = await Promise.all([deliverTo(target, bad), started]);
			// The handler still runs during the next two deliveries, to another server and to its own.
			const answers = [first, await target.hears('another server'), await deliverTo(target, bad)];
			return { isRunning, statuses: answers.map(({ status }) => status) };
		},
		answer: (seen) => expect(seen).toEqual({ isRunning: true, statuses: [200, 200, 200] }),
		stores: { ...OneMoreServer, events: 3, deliveries: 3 },
		announces: ['another server']
	});
}

const unshowable = new Proxy(new Error(), {
	get() {
		throw new Error('There is no property here.');
	}
});

for (const [name, thrown] of Object.entries<unknown>({
	'an error': new Error('The handler is broken.'),
	nothing: undefined,
	'a text of one megabyte': 'x'.repeat(1_000_000),
	'an object without a prototype': Object.create(null),
	'a symbol': Symbol('broken'),
	'an error whose properties cannot be read': unshowable
})) {
	for (const [how, handler] of Object.entries<Handler>({
		throws: () => {
			throw thrown;
		},
		'rejects with': () => Promise.reject(thrown)
	})) {
		attack({
			name: `a handler that ${how} ${name}: only its own delivery is retried`,
			async how(target) {
				const bad = await target.world.createLinkedCommunity();
				addHandler(target, bad, handler);
				const { status } = await deliverTo(target, bad);
				return { status, delivery: await delivered(target, bad) };
			},
			answer({ status, delivery }) {
				expect(status).toBe(200);
				expect(delivery).toEqual({ state: 'retrying', attempts: 1, error: expect.stringMatching(/^.{1,300}$/) });
			},
			stores: OneMoreServer
		});
	}
}

/** Loads a real listener piece, whose errors Sapphire's own listeners log. */
function addPiece({ world }: Target, { guild }: Community, run: Handler): void {
	void container.stores.loadPiece({
		store: 'listeners',
		name: `hostile-${guild.id}`,
		piece: class extends Listener<typeof KickEvents.ChatMessage> {
			public constructor(context: Listener.LoaderContext) {
				super(context, { event: KickEvents.ChatMessage });
			}

			public override run(message: KickChatMessage, { guildId }: KickEventContext) {
				return guildId === guild.id ? run(message) : undefined;
			}
		}
	});
	expect(world.client.listenerCount(KickEvents.ChatMessage)).toBeGreaterThan(1);
}

/** Throws itself again when it is printed. */
const unprintable = {
	[inspect.custom]() {
		throw unprintable;
	}
};

for (const [name, thrown] of Object.entries<unknown>({
	'an error whose properties cannot be read': unshowable,
	'an object that cannot be printed': unprintable
})) {
	attack({
		name: `a listener piece that throws ${name}: its delivery is retried, and other servers are served`,
		async how(target) {
			const bad = await target.world.createLinkedCommunity();
			// A retry must not fail, because it would log an error during another test.
			let calls = 0;
			addPiece(target, bad, () => (calls++ === 0 ? Promise.reject(thrown) : new Promise(() => undefined)));
			const { status } = await deliverTo(target, bad);
			const delivery = await delivered(target, bad);
			return { status, delivery, genuine: (await target.hears('another server')).status };
		},
		answer({ status, delivery, genuine }) {
			expect([status, genuine]).toEqual([200, 200]);
			expect(delivery).toMatchObject({ state: 'retrying', attempts: 1 });
		},
		stores: { ...OneMoreServer, events: 2, deliveries: 2 },
		logs: [/Encountered error on event listener/],
		announces: ['another server']
	});
}

attack({
	name: 'a handler that adds a timer, a circular reference and a BigInt to its event: the next event is handled, too',
	async how(target) {
		const bad = await target.world.createLinkedCommunity();
		const contents: string[] = [];
		const both = new Promise<void>((resolve) => {
			addHandler(target, bad, (message) => {
				Object.assign(message, { timer: setTimeout(() => undefined).unref(), message, big: 1n });
			});
			addHandler(target, bad, (message) => void (contents.push(JSON.stringify(message)) === 2 && resolve()));
		});
		const statuses = [(await deliverTo(target, bad)).status, (await deliverTo(target, bad)).status];
		await both;
		return { statuses, contents };
	},
	answer: ({ statuses, contents }) => expect([statuses, contents.length]).toEqual([[200, 200], 2]),
	stores: { ...OneMoreServer, events: 2, deliveries: 2 }
});

attack({
	name: 'a handler that changes its event: another server on the same channel gets what Kick sent',
	async how(target) {
		const { streamer } = target.community;
		const bad = { ...target.world.createCommunity(), streamer };
		await target.world.link(bad);
		const changed = new Promise<void>((resolve) => {
			addHandler(target, bad, (message) => {
				message.content = 'changed';
				message.sender.username = 'changed';
				resolve();
			});
		});
		const delivery = await target.deliver({ content: 'as it was' });
		await changed;
		await untilHandled(bad.guild.id);
		await bad.manager.slash('kick unlink');
		return delivery;
	},
	answer: 200,
	stores: { events: 1, deliveries: 2, linkStates: 1, settings: 3 },
	announces: ['as it was']
});
