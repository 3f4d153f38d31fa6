import type { IncomingMessage } from 'node:http';
import { err, ok, type Result } from '@sapphire/result';
import { BodyBudget } from './BodyBudget.js';
import { BodyBuffer } from './BodyBuffer.js';

/** `crowded`: too many bodies at once. */
export type BodyFailure = 'too_large' | 'too_slow' | 'crowded' | 'aborted';

/** A delivery of Kick takes milliseconds. Node's own limit, in a host that sets none, is five minutes. */
const DefaultLimitMs = 10_000;
/** More than any network makes of a body. Chunks of one byte cost us more than their sender: such a connection is cut. */
const MostPieces = 4_096;

const budget = new BodyBudget(32 * 1_024 * 1_024);

/**
 * The raw bytes of a request, counted on the stream.
 *
 * plugin-api checks only a declared length, and only beside a content type: a chunked body would pass.
 */
export async function readBody(
	request: IncomingMessage,
	limitBytes: number,
	limitMs = DefaultLimitMs
): Promise<Result<Buffer, BodyFailure>> {
	if (Number(request.headers['content-length'] ?? 0) > limitBytes) return err('too_large');
	const body = new BodyBuffer();
	let pieces = 0;
	return new Promise((resolve) => {
		const share = budget.open(() => settle(err('crowded')));
		const timer = setTimeout(() => settle(err('too_slow')), limitMs).unref();
		const settle = (result: Result<Buffer, BodyFailure>) => {
			clearTimeout(timer);
			budget.giveBack(share);
			request.off('data', onData).off('end', onEnd).off('error', onAborted).off('close', onAborted);
			request.on('error', ignore);
			resolve(result);
		};
		const onData = (piece: Buffer) => {
			pieces += 1;
			if (pieces > MostPieces) return settle(err('aborted'));
			if (body.length + piece.length > limitBytes) return settle(err('too_large'));
			body.append(piece);
			budget.grow(share, piece.length);
		};
		const onEnd = () => settle(ok(body.toBuffer()));
		const onAborted = () => settle(err('aborted'));
		request.on('data', onData).on('end', onEnd).on('error', onAborted).on('close', onAborted);
	});
}

/**
 * An error that comes later has nobody who waits for it, and must not end the process.
 *
 * Not a function within the other: that would keep the body alive for as long as the request.
 */
function ignore(): void {}
