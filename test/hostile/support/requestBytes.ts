import type { SignedWebhook } from '../../../sandbox/kick/index.js';

type Lines = readonly (readonly [name: string, value: string])[];

export interface RequestDependencies {
	/** Default: `POST /webhooks/kick HTTP/1.1`. */
	line?: string;
	/** Sent as they are, twice too. `Host` comes first unless it is among them. */
	headers?: Lines;
	body?: Buffer | string;
}

/** A request as bytes. Nothing is added to make it right: no length, no encoding. */
export function requestBytes({
	line = 'POST /webhooks/kick HTTP/1.1',
	headers = [],
	body = ''
}: RequestDependencies): Buffer {
	const hasHost = headers.some(([name]) => name.toLowerCase() === 'host');
	const all: Lines = hasHost ? headers : [['Host', 'localhost'], ...headers];
	const head = [line, ...all.map(([name, value]) => `${name}: ${value}`), '', ''].join('\r\n');
	return Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(body)]);
}

/** A webhook as Kick sends it, with its length. */
export function webhookBytes({ headers, body }: SignedWebhook, more: Lines = []): Buffer {
	return requestBytes({
		headers: [...Object.entries(headers), ['Content-Length', String(body.length)], ...more],
		body
	});
}

/** The same in chunks, without a length. */
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
