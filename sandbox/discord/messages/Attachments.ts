import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ReceivedFile } from '../rest/UploadedFile.js';

const Path = '/attachments/';
/** A demo may run for weeks: older files are forgotten. */
const FilesKept = 100;

/** Stores the files of the bot's messages, and serves them for download. */
export class Attachments {
	readonly #files = new Map<string, ReceivedFile>();
	readonly #baseUrl: () => string;

	public constructor(baseUrl: () => string) {
		this.#baseUrl = baseUrl;
	}

	public static owns({ url }: IncomingMessage): boolean {
		return url?.startsWith(Path) ?? false;
	}

	/** @returns The address to download it from. */
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
