import { once } from 'node:events';
import { type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http';
import type { PageEntry } from '../../../../../sandbox/demo/page/history/PageEntry.js';

export interface PageAnswer {
	status: number;
	headers: IncomingMessage['headers'];
	body: string;
}

/** The dates of entries are texts here. */
export type ShownEntry = Omit<PageEntry, 'at'> & { at: string };

export interface Snapshot {
	scene: { isLive: boolean; members: string[]; usages: { path: string }[] };
	entries: ShownEntry[];
}

/** Sends with any headers, as fetch does not let one. */
export async function send(url: string, headers: OutgoingHttpHeaders = {}, body?: string): Promise<PageAnswer> {
	const outgoing = request(url, { method: body === undefined ? 'GET' : 'POST', headers, agent: false }).end(body);
	const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
	const chunks: Buffer[] = [];
	for await (const chunk of incoming) chunks.push(chunk as Buffer);
	return { status: incoming.statusCode ?? 0, headers: incoming.headers, body: Buffer.concat(chunks).toString() };
}

/** Posts as the page's own script does. */
export function post(url: string, path: string, body: unknown): Promise<PageAnswer> {
	const headers = { 'content-type': 'application/json', origin: new URL(url).origin, 'sec-fetch-site': 'same-origin' };
	return send(new URL(path, url).href, headers, JSON.stringify(body));
}

/** An open page: its events, one after the other. */
export class PageEvents {
	readonly #body: AsyncIterator<string>;
	#text = '';

	private constructor(body: AsyncIterator<string>) {
		this.#body = body;
	}

	public static async open(url: string): Promise<PageEvents> {
		const { body } = await fetch(new URL('/events', url));
		if (body === null) throw new Error('There is no stream.');
		return new PageEvents(body.pipeThrough(new TextDecoderStream())[Symbol.asyncIterator]());
	}

	public async snapshot(): Promise<Snapshot> {
		const { data } = await this.#next((event) => event === 'snapshot');
		return data as Snapshot;
	}

	/** The next entry that fits; those before it are dropped. */
	public async entry(fits: (entry: ShownEntry) => boolean): Promise<ShownEntry> {
		const { data } = await this.#next((event, entry) => event === 'entry' && fits(entry as ShownEntry));
		return data as ShownEntry;
	}

	public async scene(): Promise<Snapshot['scene']> {
		const { data } = await this.#next((event) => event === 'scene');
		return data as Snapshot['scene'];
	}

	/** Resolves when the server ends the stream. */
	public async ended(): Promise<void> {
		try {
			while (!(await this.#body.next()).done);
		} catch {
			// A cut connection has ended as well.
		}
	}

	async #next(fits: (event: string, data: unknown) => boolean): Promise<{ data: unknown }> {
		for (;;) {
			const end = this.#text.indexOf('\n\n');
			if (end === -1) {
				const { done, value } = await this.#body.next();
				if (done) throw new Error('The stream ended.');
				this.#text += value;
				continue;
			}
			const lines = this.#text.slice(0, end).split('\n');
			this.#text = this.#text.slice(end + 2);
			const field = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
			const data: unknown = JSON.parse(field('data') ?? 'null');
			if (fits(field('event') ?? '', data)) return { data };
		}
	}
}

export function textOf({ parts }: ShownEntry): string {
	return parts.map(({ text }) => text).join('');
}
