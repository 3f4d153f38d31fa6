import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { BodyFailure } from './OpenBody.js';

const RetryAfterSeconds = 10;
const StatusOf = { too_large: 413, too_slow: 408, crowded: 503 } as const satisfies Partial<
	Record<BodyFailure, number>
>;

/** Answers why a body was not read to its end, and closes the connection. */
export async function refuseBody(
	request: IncomingMessage,
	response: ServerResponse,
	failure: BodyFailure
): Promise<void> {
	if (failure === 'aborted') {
		response.destroy();
		return;
	}
	const body = JSON.stringify({ error: failure });
	if (failure === 'crowded') response.setHeader('Retry-After', RetryAfterSeconds);
	response.writeHead(StatusOf[failure], {
		'Content-Type': 'application/json; charset=utf-8',
		'Content-Length': Buffer.byteLength(body),
		Connection: 'close'
	});
	response.write(body);
	await drainBody(request);
	response.end();
	request.socket.destroySoon();
}

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
