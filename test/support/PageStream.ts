import type { Browser } from '../../sandbox/Browser.js';
import type { Page } from '../../sandbox/browser/Page.js';
import { request } from './dashboardRequests.js';

export interface StreamEvent {
	name: string;
	/** Empty if the event has no id. */
	id: string;
	data: unknown;
}

export interface StreamPatch {
	html: string;
	list?: string;
}

/** The live part of a page, as its script receives it. Vitest's limit ends a wait that would never end. */
export class PageStream {
	readonly #reader: ReadableStreamDefaultReader<string>;
	#buffer = '';

	private constructor(
		public readonly response: Response,
		private readonly stop: AbortController
	) {
		this.#reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
	}

	/** Opens the stream that a page names. */
	public static of(browser: Browser, page: Page): Promise<PageStream> {
		const address = /data-stream="([^"]+)"/.exec(page.html)?.[1]?.replaceAll('&amp;', '&');
		if (!address) throw new Error(`${page.url} has no stream.`);
		return PageStream.open(browser, new URL(address, page.url).href);
	}

	public static async open(browser: Browser, url: string): Promise<PageStream> {
		const stop = new AbortController();
		return new PageStream(await request(browser, url, { signal: stop.signal }), stop);
	}

	/** Returns the next event; `null` at the end of the stream. */
	public async next(): Promise<StreamEvent | null> {
		for (;;) {
			const end = this.#buffer.indexOf('\n\n');
			if (end >= 0) {
				const text = this.#buffer.slice(0, end);
				this.#buffer = this.#buffer.slice(end + 2);
				return toEvent(text);
			}
			const { value, done } = await this.#reader.read();
			if (done) return null;
			this.#buffer += value;
		}
	}

	/** Returns the next part of the page that matches. */
	public async patch(fits: (patch: StreamPatch) => boolean): Promise<StreamPatch & { mark: string }> {
		for (;;) {
			const event = await this.next();
			if (event === null) throw new Error('The stream has ended.');
			const patch = event.name === 'patch' && (event.data as StreamPatch[]).find(fits);
			if (patch) return { ...patch, mark: event.id };
		}
	}

	/** Returns the remaining events until the stream ends. */
	public async rest(): Promise<StreamEvent[]> {
		const events: StreamEvent[] = [];
		for (let event = await this.next(); event !== null; event = await this.next()) events.push(event);
		return events;
	}

	public close(): void {
		this.stop.abort();
	}
}

function toEvent(text: string): StreamEvent {
	const fields = new Map(text.split('\n').map((line) => line.split(/: (.*)/s) as [string, string]));
	return {
		name: fields.get('event') ?? '',
		id: fields.get('id') ?? '',
		data: JSON.parse(fields.get('data') ?? 'null')
	};
}
