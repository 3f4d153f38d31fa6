import type { IncomingMessage } from 'node:http';
import { BodyReader } from './BodyReader.js';
import type { BodyFailure } from './OpenBody.js';

/** A delivery of Kick takes milliseconds. Node's own limit, in a host that sets none, is five minutes. */
const DurationMs = 10_000;

const bodies = new BodyReader({ durationMs: DurationMs, totalBytes: 32 * 1_024 * 1_024 });

/** Returns the raw bytes of a request, or why they are not read to their end. All routes share one budget. Never rejects. */
export function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer | BodyFailure> {
	return bodies.read(request, limitBytes);
}
