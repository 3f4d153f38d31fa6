import { AsyncLocalStorage } from 'node:async_hooks';
import type { EventEmitter } from 'node:events';
import {
	ClientEventOf,
	type KickEvent,
	type KickEventContext,
	KickEvents,
	type KickEventType
} from '../kick/events.js';
import { callWithLimit, type Ended } from './consumers/callWithLimit.js';

type Callback = (...args: unknown[]) => unknown;

/** An event as one listener gets it. */
export interface HeardEvent {
	event: KickEvent;
	context: KickEventContext;
}

/** One event on its way through the listeners of one server. */
export interface ListenerRun {
	/** Runs every listener that has not succeeded yet; answers what the failed ones threw. */
	attempt(): Promise<unknown[]>;
	/** `false` after a listener ran out of time: it may still be at work, and would do it twice. */
	readonly canRetry: boolean;
}

/** A listener that runs, and what it threw or reported. */
interface Running {
	listener: Callback;
	failures: unknown[];
}

/** Sapphire's `Events.ListenerError`: its `Listener` pieces report there what their `run` throws, and do not reject. */
const ListenerError = 'listenerError';

/**
 * Runs the client's listeners and waits for them, unlike `emit`, so that a failed one can be retried alone.
 *
 * What a Sapphire piece swallows is caught by the `listenerError` that it emits while it runs.
 */
export class ListenerRunner {
	readonly #running = new AsyncLocalStorage<Running>();
	readonly #collect = (error: unknown, context: unknown): void => {
		const running = this.#running.getStore();
		// Other pieces run in the same async context, when the listener emits an event: their errors are not its own.
		if (running && isReportOf(running.listener, context)) running.failures.push(error);
	};

	public constructor(private readonly client: EventEmitter) {}

	public start(): void {
		this.client.on(ListenerError, this.#collect);
	}

	public stop(): void {
		this.client.off(ListenerError, this.#collect);
	}

	/** How many listeners hear a type, and will be called for an event of it. */
	public count(type: KickEventType): number {
		return this.#listenersOf(type).length;
	}

	/** @param read Makes the event once more: each listener gets its own in each attempt, so none sees what another changed. */
	public prepare(read: () => HeardEvent, type: KickEventType, limitMs: number): ListenerRun {
		let waiting = this.#listenersOf(type);
		let canRetry = true;
		return {
			attempt: async () => {
				const failed: Callback[] = [];
				const reasons: unknown[] = [];
				await Promise.all(
					waiting.map(async (listener) => {
						const { failures, isLate } = await this.#run(listener, read(), limitMs);
						if (isLate) canRetry = false;
						if (failures.length === 0) return;
						failed.push(unwrapOnce(listener));
						reasons.push(failures[0]);
					})
				);
				waiting = failed;
				return reasons;
			},
			get canRetry() {
				return canRetry;
			}
		};
	}

	#listenersOf(type: KickEventType): Callback[] {
		return [ClientEventOf[type], KickEvents.Any].flatMap((name) => this.client.rawListeners(name) as Callback[]);
	}

	#run(listener: Callback, { event, context }: HeardEvent, limitMs: number): Promise<Ended> {
		const running: Running = { listener: unwrapOnce(listener), failures: [] };
		const call = () => this.#running.run(running, () => Reflect.apply(listener, this.client, [event, context]));
		return callWithLimit(call, running.failures, limitMs);
	}
}

/** The wrapper of `once` runs a single time: a retry needs what it wraps. */
function unwrapOnce(listener: Callback): Callback {
	return (listener as Callback & { listener?: Callback }).listener ?? listener;
}

/** Sapphire binds a piece's `run` once, and gives that function to the emitter. */
function isReportOf(listener: Callback, context: unknown): boolean {
	const piece: unknown = Reflect.get(Object(context), 'piece');
	return Reflect.get(Object(piece), '_listener') === listener;
}
