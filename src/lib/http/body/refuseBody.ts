import type { IncomingMessage, ServerResponse } from 'node:http';
import { drainBody } from './drainBody.js';
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
