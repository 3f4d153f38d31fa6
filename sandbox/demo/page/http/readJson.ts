import type { IncomingMessage } from 'node:http';
import { Refusal } from './Refusal.js';

const BodyLimitBytes = 16 * 1024;

/** @throws Refusal 415, 413, 400 */
export async function readJson(request: IncomingMessage): Promise<unknown> {
	if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
		throw new Refusal(415, 'Send JSON with Content-Type: application/json.');
	}

	const chunks: Buffer[] = [];
	let size = 0;
	// Leaving the loop must not destroy the socket: the refusal still has to go out on it.
	for await (const chunk of request.iterator({ destroyOnReturn: false })) {
		size += (chunk as Buffer).length;
		if (size > BodyLimitBytes) throw new Refusal(413, `Send at most ${BodyLimitBytes / 1024} KiB.`);
		chunks.push(chunk as Buffer);
	}

	try {
		return JSON.parse(Buffer.concat(chunks).toString('utf8'));
	} catch {
		throw new Refusal(400, 'This is not JSON.');
	}
}
