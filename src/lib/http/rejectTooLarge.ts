import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** A sender gets this long to notice the answer; an endless body is cut after it. */
const DrainLimitMs = 2_000;

/**
 * Answers 413 and closes the connection.
 *
 * The rest of the body is thrown away for a moment first: a socket closed on unread bytes resets, and the sender
 * would see a broken connection in place of the answer.
 */
export async function rejectTooLarge(request: IncomingMessage, response: ServerResponse): Promise<void> {
	const body = JSON.stringify({ error: 'too_large' });
	response.writeHead(413, {
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
