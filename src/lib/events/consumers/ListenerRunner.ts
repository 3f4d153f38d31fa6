import type { EventEmitter } from 'node:events';
import type { Awaitable } from '../../awaitable.js';
import { escapedLine } from '../../escapeControls.js';
import {
	ClientEventOf,
	type KickEvent,
	type KickEventContext,
	KickEvents,
	type KickEventType
} from '../../kick/events/index.js';
import { withoutTokens } from '../../log/withoutTokens.js';
import { callWithLimit, type Ended } from './callWithLimit.js';

type Callback = (...args: unknown[]) => unknown;

/** Event as one listener receives it. */
export interface DeliveredEvent {
	event: KickEvent;
	context: KickEventContext;
}

/** Delivery of one event to the listeners of one server. */
export interface ListenerRun {
	/**
	 * Runs every listener that has not succeeded yet. Returns what the failed ones threw: at once, if none of them is
	 * asynchronous.
	 */
	attempt(): Awaitable<readonly unknown[]>;
	/** `false` after a listener ran out of time, because it may still run, and would do its work twice. */
	readonly canRetry: boolean;
}

/** Listener piece of Sapphire. The emitter holds its bound `_listener`. */
export interface ListenerPiece {
	readonly once: boolean;
	run(...args: unknown[]): unknown;
}

/** Name of Sapphire's `Events.ListenerError`. */
const ListenerError = 'listenerError';

/** Runs the client's listeners and waits for them, unlike `emit`, so that a failed one can be retried alone. */
export class ListenerRunner {
	readonly #client: EventEmitter;
	readonly #pieces: () => Iterable<ListenerPiece>;
	/** Pieces by the function that the emitter has. */
	readonly #pieceOf = new WeakMap<Callback, ListenerPiece>();

	/** @param pieces Returns Sapphire's listeners. */
	public constructor(client: EventEmitter, pieces: () => Iterable<ListenerPiece>) {
		this.#client = client;
		this.#pieces = pieces;
	}

	/** Returns the number of listeners that are called for an event of a type. */
	public count(type: KickEventType): number {
		return this.#listenersOf(type).length;
	}

	/**
	 * @param read Creates another copy of the event. Each listener gets its own in each attempt, so none sees what
	 * another changed.
	 */
	public prepare(read: () => DeliveredEvent, type: KickEventType, limitMs: number): ListenerRun {
		return new Attempts(this.#listenersOf(type), (listener) => this.#run(listener, read(), limitMs));
	}

	#listenersOf(type: KickEventType): Callback[] {
		const ofType = this.#client.rawListeners(ClientEventOf[type]) as Callback[];
		return ofType.concat(this.#client.rawListeners(KickEvents.Any) as Callback[]);
	}

	#run(listener: Callback, { event, context }: DeliveredEvent, limitMs: number): Awaitable<Ended> {
		const piece = this.#findPiece(listener);
		if (piece) return callWithLimit(() => this.#runPiece(piece, event, context), limitMs);
		return callWithLimit(() => Reflect.apply(listener, this.#client, [event, context]), limitMs);
	}

	/**
	 * Runs a piece as Sapphire's own function does, and also throws its error, which that function only reports.
	 *
	 * Pieces with `once: true` run through Sapphire's function and are not retried, because Sapphire unloads them after
	 * one run.
	 */
	async #runPiece(piece: ListenerPiece, event: KickEvent, context: KickEventContext): Promise<void> {
		try {
			await piece.run(event, context);
		} catch (error) {
			this.#report(error, piece);
			throw error;
		}
	}

	/** Reports a listener's error as Sapphire does. An error in its own listeners does not hide it. */
	#report(error: unknown, piece: ListenerPiece): void {
		try {
			this.#client.emit(ListenerError, error, { piece });
		} catch {
			// The event is logged as failed with its own error.
		}
	}

	#findPiece(listener: Callback): ListenerPiece | null {
		const known = this.#pieceOf.get(listener);
		if (known) return known;
		for (const piece of this.#pieces()) {
			if (piece.once || Reflect.get(piece, '_listener') !== listener) continue;
			this.#pieceOf.set(listener, piece);
			return piece;
		}
		return null;
	}
}

class Attempts implements ListenerRun {
	public canRetry = true;

	public constructor(
		private waiting: readonly Callback[],
		private readonly run: (listener: Callback) => Awaitable<Ended>
	) {}

	public attempt(): Awaitable<readonly unknown[]> {
		const ends = this.waiting.map((listener) => this.run(listener));
		return ends.every((end) => !(end instanceof Promise))
			? this.#finish(ends as Ended[])
			: Promise.all(ends).then((all) => this.#finish(all));
	}

	#finish(ends: readonly Ended[]): readonly unknown[] {
		const failed = this.waiting.filter((_listener, index) => ends[index]!.failures.length > 0);
		if (ends.some(({ isLate }) => isLate)) this.canRetry = false;
		this.waiting = failed.map(unwrapOnce);
		return ends.flatMap(({ failures }) => failures.slice(0, 1));
	}
}

/** Returns the listener that `once` wraps. The wrapper runs a single time, so a retry needs the wrapped one. */
function unwrapOnce(listener: Callback): Callback {
	return (listener as Callback & { listener?: Callback }).listener ?? listener;
}

const MaxFailureLength = 300;

/** Describes a listener's error in one line for the log: its name and message, never its stack or fields. */
export function describeFailure(error: unknown): string {
	const line = escapedLine(withoutTokens(textOf(error).slice(0, MaxFailureLength * 4)));
	return line.length > MaxFailureLength ? `${line.slice(0, MaxFailureLength - 1)}…` : line;
}

/** Returns the text of a thrown value. Anything can be thrown, also values that cannot be converted to text. */
function textOf(error: unknown): string {
	try {
		return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
	} catch {
		return 'Something was thrown that cannot be shown.';
	}
}
