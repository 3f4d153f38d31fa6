import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { BodyFailure } from './readBody.js';

/** A sender gets this long to notice the answer; an endless body is cut after it. */
const DrainLimitMs = 2_000;
const RetryAfterSeconds = 10;
const StatusOf = { too_large: 413, too_slow: 408, crowded: 503 } as const satisfies Partial<
	Record<BodyFailure, number>
>;

/**
 * Answers why a body was not read to its end, and closes the connection.
 *
 * The rest of the body is thrown away for a moment first: a socket closed on unread bytes resets, and the sender
 * would see a broken connection in place of the answer.
 */
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
	request.resume();
	const ended = once(request, 'close', { signal: AbortSignal.timeout(DrainLimitMs) });
	await Promise.race([ended, once(request, 'end')]).catch(() => undefined);
	response.end();
	request.socket.destroySoon();
}
