import { EventEmitter } from 'node:events';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { Dispatcher } from '../../../src/lib/events/consumers/Dispatcher.js';
import type { KickEventContext } from '../../../src/lib/kick/events/index.js';
import type { ConsumerRepository } from '../../../src/lib/storage/consumers/ConsumerRepository.js';
import type { Database } from '../../../src/lib/storage/Database.js';
import { toLogId } from '../../../src/lib/storage/events/logIds.js';
import { PatienceMs } from '../../support/patience.js';
import type { TemporaryPlace } from '../../support/TemporaryPlace.js';
import { databaseProviders, openForTest, temporaryPlace } from '../../support/temporaryDatabase.js';
import { waitingServers } from '../../support/waitingServers.js';
import { linkServers } from '../storage/support/linkServers.js';
import { newEvent } from '../storage/support/newEvent.js';
import { dispatcherDependencies, onlyProcess } from './support/dispatcherDependencies.js';

/** Outcome of one call of a listener. */
type Fate = 'succeeds' | 'succeeds later' | 'fails' | 'ends the process';
/** Outcome of one batch of marks. */
type Commit = 'stored' | 'lost with the process' | 'stored, then the process ends';

interface Story {
	/** Events that are stored before each process starts, and while it runs: numbers for each server, and for both. */
	batches: { before: number[]; during: number[] }[];
	fates: Fate[];
	commits: Commit[];
}

const often = <T>(usual: T, ...rare: T[]) =>
	fc.oneof(
		{ weight: 8, arbitrary: fc.constant(usual) },
		...rare.map((one) => ({ weight: 1, arbitrary: fc.constant(one) }))
	);

const story = fc.record<Story>({
	batches: fc.array(
		fc.record({
			before: fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 4 }),
			during: fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 4 })
		}),
		{ minLength: 1, maxLength: 5 }
	),
	fates: fc.array(often<Fate>('succeeds', 'succeeds later', 'fails', 'ends the process'), { maxLength: 40 }),
	commits: fc.array(often<Commit>('stored', 'lost with the process', 'stored, then the process ends'), {
		maxLength: 20
	})
});

const never = <T>() => new Promise<T>(() => undefined);
let numberOfWorlds = 0;

/** Two servers of one channel, and processes that handle their events one after the other. */
class World {
	readonly #channel: number;
	public readonly guilds: [string, string];
	/** Ids of events that listeners have handled to the end: by server, in order, with repeats. */
	readonly handled = new Map<string, string[]>();
	/** Ids of all events of a server, in order. */
	readonly stored = new Map<string, string[]>();
	crashes = 0;
	/** Events that {@link World.passedUnhandled} has found. */
	readonly passed: string[] = [];
	#number = 0;
	/** The process that stores the events, if there is one: another process stores those in between. */
	#receiver: Dispatcher | null = null;

	public constructor(
		private readonly place: TemporaryPlace,
		private readonly database: Database,
		private readonly story: Story
	) {
		const world = ++numberOfWorlds;
		this.#channel = 1_000 + world;
		this.guilds = [`${10 * world + 1}`, `${10 * world + 2}`];
		for (const guildId of this.guilds) {
			this.handled.set(guildId, []);
			this.stored.set(guildId, []);
		}
	}

	public link(): Promise<void> {
		return linkServers(this.database, this.guilds, this.#channel);
	}

	/** @param target 0 and 1: for this server alone. 2: for both. */
	public async store(target: number): Promise<void> {
		const eventId = `world-${this.#channel}-${++this.#number}`;
		const event = newEvent(0, {
			eventId,
			messageId: null,
			type: 'channel.followed',
			payload: JSON.stringify({ broadcaster: user, follower: user }),
			broadcasterUserId: this.#channel,
			guildId: this.guilds[target] ?? null,
			guildIds: this.guilds.filter((_guildId, index) => target === 2 || target === index),
			routedAt: 0,
			receivedAt: new Date()
		});
		await this.database.events.insert([event], (commit) => this.#receiver?.stored(commit));
		const { id } = (await this.database.eventLog.find(eventId))!;
		for (const guildId of event.guildId === null ? this.guilds : [event.guildId]) this.stored.get(guildId)!.push(id);
	}

	/** Runs a process until nothing is pending or it has ended, while events arrive. */
	public async runProcess(during: readonly number[], isLast: boolean): Promise<void> {
		const end = new EventEmitter();
		let isDead = false;
		const die = () => {
			this.crashes += 1;
			isDead = true;
			end.emit('dead');
			return never<never>();
		};
		const queues = aliveOnly(this.database.consumers, () => isDead, {
			mark: async (marks) => {
				const commit = isLast ? 'stored' : (this.story.commits.shift() ?? 'stored');
				if (commit === 'lost with the process') return die();
				await this.database.consumers.mark(marks);
				this.passed.push(...(await this.passedUnhandled()));
				if (commit === 'stored, then the process ends') return die();
			}
		});
		const client = new EventEmitter();
		client.on('kickEvent', async (_event: unknown, { guildId, eventId }: KickEventContext) => {
			const fate = isLast ? 'succeeds' : (this.story.fates.shift() ?? 'succeeds');
			if (fate === 'ends the process') return die();
			if (fate === 'fails') throw new Error('fails');
			if (fate === 'succeeds later') await this.database.consumers.head();
			if (isDead) return never();
			this.handled.get(guildId)!.push((await this.database.eventLog.find(eventId))!.id);
		});
		const dispatcher = new Dispatcher(
			{
				...dispatcherDependencies(this.database, client),
				queues,
				begunEvents: aliveOnly(this.database.begunEvents, () => isDead),
				cluster: {
					...onlyProcess,
					owns: (guildId) => !isDead && this.guilds.includes(guildId),
					isOrphaned: () => true
				}
			},
			{ retryPausesMs: [1, 1], pollMs: 5, turnMs: 20, suspectTurnMs: 20, suspectPauseMs: 1 }
		);
		const died = new Promise<void>((resolve) => end.once('dead', resolve));
		void dispatcher.start();
		for (const [index, target] of during.entries()) {
			this.#receiver = index % 3 < 2 ? dispatcher : null;
			await this.store(target);
		}
		this.#receiver = null;
		await Promise.race([died, this.#untilDone(() => isDead)]);
		void dispatcher.stop();
	}

	async #untilDone(isOver: () => boolean): Promise<void> {
		await vi.waitFor(async () => {
			const waiting = await waitingServers(this.database);
			if (!isOver()) expect(waiting.filter((guildId) => this.guilds.includes(guildId))).toEqual([]);
		}, PatienceMs);
	}

	/** Returns events that a cursor has passed although they were neither handled nor stored as dead letters. */
	public async passedUnhandled(): Promise<string[]> {
		const passed: string[] = [];
		for (const guildId of this.guilds) {
			// In this order: another process may handle the next event meanwhile.
			const cursor = await this.#cursorOf(guildId);
			const done = new Set([...(await this.#deadLetters(guildId)), ...this.handled.get(guildId)!]);
			passed.push(...this.stored.get(guildId)!.filter((id) => id <= cursor && !done.has(id)));
		}
		return passed;
	}

	async #deadLetters(guildId: string): Promise<string[]> {
		const scope = { guildId, broadcasterUserId: this.#channel };
		const { rows } = await this.database.eventLog.page(scope, { delivery: 'dead_letter', limit: 1_000 });
		return rows.map(({ id }) => id);
	}

	/** Returns the id of the event at the server's cursor. */
	async #cursorOf(guildId: string): Promise<string> {
		const [cursor] = await this.place.query(`SELECT seq FROM kick_cursors WHERE guild_id = '${guildId}'`);
		return toLogId(String(cursor!.seq));
	}
}

const user = { user_id: 5, username: 'ana', channel_slug: 'ana', is_verified: false, profile_picture: null };

/** Wraps the repository so that no answer returns once the process is dead. */
function aliveOnly<T extends object>(
	repository: T,
	isDead: () => boolean,
	changes: Partial<ConsumerRepository> = {}
): T {
	return new Proxy(repository, {
		get(target, name) {
			const method = Reflect.get(changes, name) ?? Reflect.get(target, name);
			if (typeof method !== 'function') return method;
			return async (...args: unknown[]) => {
				if (isDead()) return never();
				const result = await Reflect.apply(method, target, args);
				return isDead() ? never() : result;
			};
		}
	});
}

describe.each(databaseProviders)('with any failures of processes, listeners and the database on %s', (provider) => {
	it('no cursor passes an unhandled event, nothing is lost, and nothing is repeated without a crash', async () => {
		const place = await temporaryPlace(provider);
		const database = await openForTest(place);
		await fc.assert(
			fc.asyncProperty(story, async (given) => {
				const world = new World(place, database, { ...given, fates: [...given.fates], commits: [...given.commits] });
				await world.link();
				for (const { before, during } of given.batches) {
					for (const target of before) await world.store(target);
					await world.runProcess(during, false);
				}
				await world.runProcess([], true);
				expect([...world.passed, ...(await world.passedUnhandled())]).toEqual([]);
				for (const guildId of world.guilds) {
					const handled = world.handled.get(guildId)!;
					const firsts = [...new Set(handled)];
					// In order: a repeat after a crash is older than the events handled before it.
					expect(firsts).toEqual(firsts.toSorted());
					if (world.crashes === 0) expect(handled).toEqual(firsts);
				}
			}),
			{ numRuns: provider === 'sqlite' ? 25 : 10, endOnFailure: true }
		);
	});
});
