import type { KeepAliveTerms } from './KeepAlive.js';
import type { ChatroomFrame } from './types.js';

/**
 * What the end of a connection asks of the next try.
 *
 * - `refused`: not with the same settings
 * - `overloaded`: after a second at least
 * - `again`: at once
 * - `lost`: everything else
 */
export type ClosureKind = 'refused' | 'overloaded' | 'again' | 'lost';

export interface Closure {
	kind: ClosureKind;
	/** One line, for people. */
	problem: string;
}

/** What a message of the server means. */
export type Signal =
	| { type: 'opened'; keepAlive: KeepAliveTerms; renewInMs: number | null }
	| { type: 'renewed'; renewInMs: number | null }
	| { type: 'subscribed'; chatroomId: number }
	| { type: 'refused'; chatroomId: number; reason: string }
	| { type: 'frame'; frame: ChatroomFrame }
	| { type: 'answer'; text: string }
	| { type: 'complaint'; problem: string }
	| { type: 'failed'; closure: Closure };

/**
 * The language of one kind of server, on one socket. It only reads and writes texts: sockets, timers and reconnecting
 * are the business of others.
 */
export interface Protocol {
	/** What is said as soon as the socket is open. */
	greeting(): string[];
	/** Never throws, whatever the text. What cannot be read means nothing. */
	receive(text: string): Signal[];
	subscribe(chatroomIds: readonly number[]): string[];
	unsubscribe(chatroomId: number): string[];
	closureKindOf(code: number): ClosureKind;
}
