import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

const BeatMs = 10_000;
/** A browser that takes nothing for so long is asleep or gone. */
const StallMs = 30_000;

/** Proxies must neither keep it back nor change it. */
const Headers = {
	'Content-Type': 'text/event-stream; charset=utf-8',
	'Cache-Control': 'no-store, no-transform',
	// Kept open after its end, the connection would last for as long as the browser sends a byte now and then.
	Connection: 'close',
	'X-Accel-Buffering': 'no'
};

/** The headers of a stream, and its end: for HEAD. */
export function sendStreamHead(response: ServerResponse): void {
	response.writeHead(200, Headers).end();
}

/**
 * Server-sent events to one page. Beats, so that the page notices a silent cut, and waits for a browser that reads slowly.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export class EventStream {
	readonly #closed = new AbortController();
	readonly #beat: NodeJS.Timeout;
	readonly #close = () => {
		clearInterval(this.#beat);
		this.response.req.socket.off('close', this.#close);
		this.#closed.abort();
	};

	public constructor(private readonly response: ServerResponse) {
		response.writeHead(200, Headers);
		response.flushHeaders();
		this.#beat = setInterval(() => {
			if (!response.writableNeedDrain) response.write(eventText('beat', ''));
		}, BeatMs).unref();
		response.once('close', this.#close).on('error', this.#close);
		// Behind another request on its connection it hears of no end of that.
		response.req.socket.once('close', this.#close);
		if (response.destroyed) this.#close();
	}

	/** Aborts when it is over, on whichever side. */
	public get signal(): AbortSignal {
		return this.#closed.signal;
	}

	/** Resolves when the browser has room for more, or when it is over. */
	public async send(event: string, data: unknown, id?: string): Promise<void> {
		if (this.signal.aborted || this.response.write(eventText(event, data, id))) return;
		// A timer, since Node 20 forgets a timeout signal that nothing but `AbortSignal.any` refers to.
		const limit = setTimeout(this.#close, StallMs).unref();
		try {
			await once(this.response, 'drain', { signal: this.signal });
		} catch {
			this.#close();
			this.response.destroy();
		} finally {
			clearTimeout(limit);
		}
	}

	/** @param event A last one, that says why. */
	public end(event?: string, data: unknown = ''): void {
		if (this.signal.aborted) return;
		this.#close();
		this.response.end(event && eventText(event, data));
		// A browser that reads nothing does not take the end either.
		const limit = setTimeout(() => this.response.destroy(), StallMs).unref();
		this.response.once('close', () => clearTimeout(limit));
	}
}

function eventText(event: string, data: unknown, id?: string): string {
	return `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
