import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import { connectionReason } from '../../connectionReason.js';

export interface RawAnswer {
	status: number;
	headers: IncomingHttpHeaders;
	body: Buffer;
}

export interface ExchangeFailure {
	reason: 'connection' | 'timeout' | 'too_large' | 'closed';
	/** `true` once the request was handed to an open connection: Kick may have acted on it. */
	written: boolean;
	/** Error code of the system or of undici, such as `ECONNREFUSED`. Its message may quote the answer, so it is dropped. */
	systemCode: string | null;
	/** The same in words; `null` for what is not about the connection. */
	connection: string | null;
}

export type Exchange = { answer: RawAnswer } | { failure: ExchangeFailure };

export interface ExchangeLimits {
	deadline: AbortSignal;
	maxAnswerBytes: number;
}

/**
 * One request and its whole answer.
 *
 * Uses undici's dispatch interface since only that tells whether a request was put on a connection: what never left may
 * be sent again, what was written may not.
 */
export function exchange(
	dispatcher: Dispatcher,
	request: Dispatcher.DispatchOptions,
	{ deadline, maxAnswerBytes }: ExchangeLimits
): Promise<Exchange> {
	return new Promise((resolve, reject) => {
		const chunks: Buffer[] = [];
		let controller: Dispatcher.DispatchController | null = null;
		let status = 0;
		let headers: IncomingHttpHeaders = {};
		let size = 0;
		let settled = false;

		const settle = (outcome: Exchange) => {
			settled = true;
			deadline.removeEventListener('abort', onDeadline);
			resolve(outcome);
		};
		const fail = (reason: ExchangeFailure['reason'], error?: Error) => {
			const systemCode = error ? systemCodeOf(error) : null;
			settle({ failure: { reason, written: controller !== null, systemCode, connection: connectionReason(error) } });
			controller?.abort(new Error(reason));
		};
		const onDeadline = () => fail('timeout');

		if (deadline.aborted) return onDeadline();
		deadline.addEventListener('abort', onDeadline, { once: true });
		dispatcher.dispatch(request, {
			onRequestStart(started) {
				// The deadline passed while the connection was being made: nothing may be written any more.
				if (settled) started.abort(new Error('timeout'));
				else controller = started;
			},
			onResponseStart(_controller, statusCode, responseHeaders) {
				status = statusCode;
				headers = responseHeaders;
			},
			onResponseData(_controller, chunk) {
				size += chunk.length;
				if (size <= maxAnswerBytes) chunks.push(chunk);
				else if (!settled) fail('too_large');
			},
			onResponseEnd() {
				if (!settled) settle({ answer: { status, headers, body: Buffer.concat(chunks) } });
			},
			onResponseError(_controller, error) {
				if (settled) return;
				const code = systemCodeOf(error);
				if (code === 'UND_ERR_INVALID_ARG') reject(error);
				else fail(code === 'UND_ERR_CLOSED' || code === 'UND_ERR_DESTROYED' ? 'closed' : 'connection', error);
			}
		});
	});
}

function systemCodeOf(error: Error): string | null {
	return 'code' in error && typeof error.code === 'string' ? error.code : null;
}
