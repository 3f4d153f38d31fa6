import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ReceivedFile } from '../rest/ReceivedFile.js';

const Path = '/attachments/';
/** A demo may run for weeks: older files are forgotten. */
const FilesKept = 100;

/** The files of the bot's messages, at addresses of this Discord. */
export class Attachments {
	readonly #files = new Map<string, ReceivedFile>();
	readonly #baseUrl: () => string;

	public constructor(baseUrl: () => string) {
		this.#baseUrl = baseUrl;
	}

	public static owns({ url }: IncomingMessage): boolean {
		return url?.startsWith(Path) ?? false;
	}

	/** @returns Where it can be downloaded from. */
	public add(path: string, file: ReceivedFile): string {
		const address = `${Path}${path}`;
		this.#files.set(address, file);
		for (const oldest of this.#files.keys()) {
			if (this.#files.size <= FilesKept) break;
			this.#files.delete(oldest);
		}
		return this.#baseUrl() + address;
	}

	public handle({ url }: IncomingMessage, response: ServerResponse): void {
		const file = this.#files.get(url ?? '');
		if (file === undefined) response.writeHead(404).end();
		else
			response
				.writeHead(200, { 'content-type': file.contentType, 'x-content-type-options': 'nosniff' })
				.end(file.bytes);
	}
}
