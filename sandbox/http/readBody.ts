import type { IncomingMessage } from 'node:http';

export interface BodyLimit {
	bytes: number;
	/** Makes the error to throw at a larger body. */
	refusal: () => Error;
}

/** Reads a whole request body. Default: of any size. */
export async function readBody(request: IncomingMessage, limit?: BodyLimit): Promise<Buffer> {
	const chunks: Buffer[] = [];
	let size = 0;
	// By default, leaving the loop early destroys the socket, and the refusal could not be sent on it.
	for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
		size += chunk.length;
		if (limit !== undefined && size > limit.bytes) throw limit.refusal();
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}
