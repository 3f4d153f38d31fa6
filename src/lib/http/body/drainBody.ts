import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';

/** An endless body is cut after this. */
const LimitMs = 2_000;

/**
 * Throws the rest of a body away, for a moment.
 *
 * A socket that is closed on unread bytes resets, and the sender would see a broken connection in place of the answer.
 */
export async function drainBody(request: IncomingMessage): Promise<void> {
	if (request.readableEnded || request.destroyed) return;
	const closed = once(request, 'close', { signal: AbortSignal.timeout(LimitMs) });
	request.resume();
	await closed.catch(() => undefined);
}
