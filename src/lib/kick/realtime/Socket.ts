export interface SocketClosing {
	code: number;
	/** Reason of the server, or of the system when there was no answer. */
	reason: string;
}

export interface SocketListener {
	opened(): void;
	/** Called for each message. The text is empty for a binary message, which neither protocol uses. */
	received(text: string): void;
	/** Called once, as the last event. */
	closed(closing: SocketClosing): void;
}

export interface Socket {
	send(text: string): void;
	/** Closes the connection cleanly. `closed` follows when the server has answered. */
	close(): void;
	/** Cuts the connection. `closed` follows. */
	terminate(): void;
}

/** Function that opens a socket. Tests replace it. It never calls the listener before it returns. */
export type OpenSocket = (url: string, listener: SocketListener) => Socket;
