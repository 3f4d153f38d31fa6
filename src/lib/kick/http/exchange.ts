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
	/** Whether the request was written to an open connection, so that Kick may have acted on it. */
	written: boolean;
	/**
	 * Error code of the system or of undici, such as `ECONNREFUSED`. Its message may quote the answer, so it is dropped.
	 */
	systemCode: string | null;
	/** Description of a connection error. `null` for other errors. */
	connection: string | null;
}

export type Exchange = { answer: RawAnswer } | { failure: ExchangeFailure };

export interface ExchangeLimits {
	deadline: AbortSignal;
	maxAnswerBytes: number;
}

/**
 * Sends one request and reads the whole answer.
 *
 * Uses undici's dispatch interface, because only it reports whether a request was written to a connection. A request
 * that was never written may be sent again.
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
				// The deadline passed while connecting, so the request must not be written.
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
