import type { IncomingMessage } from 'node:http';
import { BodyReader } from './BodyReader.js';
import type { BodyFailure } from './OpenBody.js';

/** A delivery from Kick takes milliseconds. Node's own limit is five minutes, unless the host bot sets another. */
const DurationMs = 10_000;

const bodies = new BodyReader({ durationMs: DurationMs, totalBytes: 32 * 1_024 * 1_024 });

/**
 * Returns the raw bytes of a request, or the reason why they were not read completely. All routes share one budget.
 * Never rejects.
 */
export function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer | BodyFailure> {
	return bodies.read(request, limitBytes);
}
