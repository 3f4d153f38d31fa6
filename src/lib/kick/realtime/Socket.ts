export interface SocketClosing {
	code: number;
	/** The server's words, or those of the system where there was no answer. */
	reason: string;
}

export interface SocketListener {
	opened(): void;
	/** An empty text stands for a binary message, which neither protocol has. */
	received(text: string): void;
	/** Once, and the last thing that is heard. */
	closed(closing: SocketClosing): void;
}

export interface Socket {
	send(text: string): void;
	/** Says goodbye; `closed` follows when the server has answered. */
	close(): void;
	/** Ends it without a word; `closed` follows. */
	terminate(): void;
}

/** The seam below which there is a network. The listener hears nothing before this has returned. */
export type OpenSocket = (url: string, listener: SocketListener) => Socket;
