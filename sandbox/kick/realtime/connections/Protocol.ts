import type { SerialisedEvent } from '../events/SerialisedEvent.js';

/** One provider's side of a connection. */
export interface Protocol {
	/** Sends the first messages of the server. */
	open(): void;
	receive(message: string): void;
	push(event: SerialisedEvent): void;
	ping(): void;
	/** Closes in this provider's way. */
	close(code: number, reason: string): void;
	/** Cleans up after the end of the connection. */
	end(): void;
}

/** Connection, as its protocol sees it. */
export interface Wire {
	/** @returns Whether it was sent. A silenced server sends nothing. */
	send(frame: string | Buffer): boolean;
	/** @returns Whether the subscription is new. */
	subscribe(channel: string): boolean;
	unsubscribe(channel: string): void;
	close(code: number, reason: string): void;
}
