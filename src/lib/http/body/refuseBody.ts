import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { BodyFailure } from './OpenBody.js';

const RetryAfterSeconds = 10;
const StatusOf = { too_large: 413, too_slow: 408, crowded: 503 } as const satisfies Partial<
	Record<BodyFailure, number>
>;

/** Sends the reason why a body was not read completely, and closes the connection. */
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

/** Time after which an endless body is cut off. */
const LimitMs = 2_000;

/**
 * Discards the rest of a body for a short time.
 *
 * A socket that is closed with unread bytes is reset, and the sender would see a broken connection instead of the
 * response.
 */
export async function drainBody(request: IncomingMessage): Promise<void> {
	if (request.readableEnded || request.destroyed) return;
	const closed = once(request, 'close', { signal: AbortSignal.timeout(LimitMs) });
	request.resume();
	await closed.catch(() => undefined);
}
