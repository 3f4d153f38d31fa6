import type { IncomingMessage } from 'node:http';
import { err, ok, type Result } from '@sapphire/result';

export type BodyFailure = 'too_large' | 'aborted';

/**
 * The raw bytes of a request, counted on the stream.
 *
 * plugin-api checks only a declared length, and only beside a content type: a chunked body would pass.
 */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<Result<Buffer, BodyFailure>> {
	if (Number(request.headers['content-length'] ?? 0) > limitBytes) return err('too_large');
	const chunks: Buffer[] = [];
	let length = 0;
	return new Promise((resolve) => {
		const settle = (result: Result<Buffer, BodyFailure>) => {
			request.off('data', onData).off('end', onEnd).off('error', onAborted).off('close', onAborted);
			// An error after this has nobody who waits for it, and must not end the process.
			request.on('error', () => undefined);
			resolve(result);
		};
		const onData = (chunk: Buffer) => {
			length += chunk.length;
			if (length > limitBytes) settle(err('too_large'));
			else chunks.push(chunk);
		};
		const onEnd = () => settle(ok(Buffer.concat(chunks, length)));
		const onAborted = () => settle(err('aborted'));
		request.on('data', onData).on('end', onEnd).on('error', onAborted).on('close', onAborted);
	});
}
