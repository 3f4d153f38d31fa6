import { AsyncLocalStorage } from 'node:async_hooks';
import type { EventEmitter } from 'node:events';
import {
	ClientEventOf,
	type KickEvent,
	type KickEventContext,
	KickEvents,
	type KickEventType
} from '../kick/events.js';

type Callback = (...args: unknown[]) => unknown;

/** One event on its way through the listeners of one server. */
export interface ListenerRun {
	/** Runs every listener that has not succeeded yet; answers what the failed ones threw. */
	attempt(): Promise<unknown[]>;
	/** `false` after a listener ran out of time: it may still be at work, and would do it twice. */
	readonly canRetry: boolean;
}

/** Sapphire's `Events.ListenerError`: its `Listener` pieces report there what their `run` throws, and go on. */
const ListenerError = 'listenerError';

/**
 * Runs the client's listeners and waits for them, unlike `emit`, so that a failed one can be retried alone.
 *
 * What a Sapphire piece swallows is caught by the `listenerError` that it emits while it runs.
 */
export class ListenerRunner {
	readonly #failures = new AsyncLocalStorage<unknown[]>();
	readonly #collect = (error: unknown): void => void this.#failures.getStore()?.push(error);

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

	public prepare(event: KickEvent, context: KickEventContext, limitMs: number): ListenerRun {
		let waiting = this.#listenersOf(context.type);
		let canRetry = true;
		return {
			attempt: async () => {
				const failed: Callback[] = [];
				const reasons: unknown[] = [];
				await Promise.all(
					waiting.map(async (listener) => {
						const failures = await this.#run(listener, event, context, limitMs);
						if (failures.length === 0) return;
						failed.push(unwrapOnce(listener));
						reasons.push(failures[0]);
						if (failures[0] instanceof ListenerTimeout) canRetry = false;
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

	async #run(listener: Callback, event: KickEvent, context: KickEventContext, limitMs: number): Promise<unknown[]> {
		const failures: unknown[] = [];
		const run = this.#failures.run(failures, async () => Reflect.apply(listener, this.client, [event, context]));
		let timer: NodeJS.Timeout | undefined;
		const limit = new Promise<never>((_, reject) => {
			timer = setTimeout(() => reject(new ListenerTimeout(limitMs)), limitMs).unref();
		});
		try {
			await Promise.race([run, limit]);
		} catch (error) {
			failures.push(error);
		} finally {
			clearTimeout(timer);
		}
		return failures;
	}
}

class ListenerTimeout extends Error {
	public override readonly name = 'ListenerTimeout';

	public constructor(limitMs: number) {
		super(`The listener did not end within ${limitMs / 1_000} s.`);
	}
}

/** The wrapper of `once` runs a single time: a retry needs what it wraps. */
function unwrapOnce(listener: Callback): Callback {
	return (listener as Callback & { listener?: Callback }).listener ?? listener;
}
