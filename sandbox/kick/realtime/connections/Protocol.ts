import type { SerialisedEvent } from '../events/SerialisedEvent.js';

/** What a server of one provider says on a connection, and how it takes what the client says. */
export interface Protocol {
	/** Begins the conversation. */
	open(): void;
	receive(message: string): void;
	push(event: SerialisedEvent): void;
	ping(): void;
	/** Closes as a server of this provider does. */
	close(code: number, reason: string): void;
	/** The connection is gone. */
	end(): void;
}

/** A connection as its protocol sees it. */
export interface Wire {
	/** @returns Whether it was sent: a server that plays dead sends nothing. */
	send(frame: string | Buffer): boolean;
	/** @returns Whether the connection had no such subscription before. */
	subscribe(channel: string): boolean;
	unsubscribe(channel: string): void;
	close(code: number, reason: string): void;
}
