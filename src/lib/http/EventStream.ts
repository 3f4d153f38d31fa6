import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

const BeatMs = 10_000;
/** A browser that reads nothing for this long is asleep or gone. */
const StallMs = 30_000;

/** Headers that stop proxies from buffering or changing the stream. */
const Headers = {
	'Content-Type': 'text/event-stream; charset=utf-8',
	'Cache-Control': 'no-store, no-transform',
	// Otherwise the connection would stay open after the stream, as long as the browser sends a byte now and then.
	Connection: 'close',
	'X-Accel-Buffering': 'no'
};

/** Answers a HEAD request with the headers of a stream. */
export function sendStreamHead(response: ServerResponse): void {
	response.writeHead(200, Headers).end();
}

/**
 * Stream of server-sent events to one page. Sends heartbeats, so that the page notices a broken connection. Waits for
 * browsers that read slowly.
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
		// A response that queues behind another request on the connection gets no `close` event of its own.
		response.req.socket.once('close', this.#close);
		if (response.destroyed) this.#close();
	}

	/** Signal that aborts when either side ends the stream. */
	public get signal(): AbortSignal {
		return this.#closed.signal;
	}

	/** Sends an event. Resolves when the browser can receive more, or when the stream has ended. */
	public async send(event: string, data: unknown, id?: string): Promise<void> {
		if (this.signal.aborted || this.response.write(eventText(event, data, id))) return;
		// A timer, because Node 20 collects a timeout signal that only `AbortSignal.any` refers to.
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

	/**
	 * Ends the stream.
	 *
	 * @param event Last event, which gives the reason.
	 */
	public end(event?: string, data: unknown = ''): void {
		if (this.signal.aborted) return;
		this.#close();
		this.response.end(event && eventText(event, data));
		// A browser that reads nothing does not receive the end either.
		const limit = setTimeout(() => this.response.destroy(), StallMs).unref();
		this.response.once('close', () => clearTimeout(limit));
	}
}

function eventText(event: string, data: unknown, id?: string): string {
	return `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
