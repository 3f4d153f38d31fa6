import type { KeepAliveTerms } from './KeepAlive.js';
import type { ChatroomFrame } from './types.js';

/**
 * Kind of a closed connection, which decides about the next attempt.
 *
 * - `refused`: do not retry with the same settings
 * - `overloaded`: retry after at least a second
 * - `again`: retry at once
 * - `lost`: all other reasons
 */
export type ClosureKind = 'refused' | 'overloaded' | 'again' | 'lost';

export interface Closure {
	kind: ClosureKind;
	/** Reason in one line, for people. */
	problem: string;
}

/** Parsed message of the server. */
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
 * Protocol of one kind of server, on one socket. It only parses and formats messages. Other classes handle sockets,
 * timers and reconnects.
 */
export interface Protocol {
	/** Returns the first messages after the socket has opened. */
	greeting(): string[];
	/** Parses a message. Ignores unreadable text and never throws. */
	receive(text: string): Signal[];
	subscribe(chatroomIds: readonly number[]): string[];
	unsubscribe(chatroomId: number): string[];
	closureKindOf(code: number): ClosureKind;
}
