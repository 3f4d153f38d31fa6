import type { SignedWebhook } from '../../../sandbox/kick/index.js';

type Lines = readonly (readonly [name: string, value: string])[];

export interface RequestParts {
	/** Request line. Default: `POST /webhooks/kick HTTP/1.1`. */
	line?: string;
	/** Headers, sent unchanged and in this order. `Host` is added in front if it is missing. */
	headers?: Lines;
	body?: Buffer | string;
}

/** Builds a request as bytes. Adds no length and no encoding, so the request may be invalid. */
export function requestBytes({ line = 'POST /webhooks/kick HTTP/1.1', headers = [], body = '' }: RequestParts): Buffer {
	const hasHost = headers.some(([name]) => name.toLowerCase() === 'host');
	const all: Lines = hasHost ? headers : [['Host', 'localhost'], ...headers];
	const head = [line, ...all.map(([name, value]) => `${name}: ${value}`), '', ''].join('\r\n');
	return Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(body)]);
}

/** Builds a webhook as Kick sends it, with its length. */
export function webhookBytes({ headers, body }: SignedWebhook, more: Lines = []): Buffer {
	return requestBytes({
		headers: [...Object.entries(headers), ['Content-Length', String(body.length)], ...more],
		body
	});
}

/** Builds the same webhook in chunks, without a length. */
export function chunkedWebhookBytes({ headers, body }: SignedWebhook, chunkBytes: number): Buffer {
	const head = requestBytes({ headers: [...Object.entries(headers), ['Transfer-Encoding', 'chunked']] });
	return Buffer.concat([head, chunksOf(body, chunkBytes), Buffer.from('0\r\n\r\n')]);
}

export function chunksOf(body: Buffer, chunkBytes: number): Buffer {
	const parts: Buffer[] = [];
	for (let start = 0; start < body.length; start += chunkBytes) {
		const chunk = body.subarray(start, start + chunkBytes);
		parts.push(Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from('\r\n'));
	}
	return Buffer.concat(parts);
}
