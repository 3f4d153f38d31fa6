import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readAnswer } from '../../../../src/lib/kick/http/answer.js';
import { answerError } from '../../../../src/lib/kick/http/answerError.js';

const Secret = 'secret-of-the-request-0123456789';
const type = fc.constantFrom('application/json', 'text/plain', 'text/html; charset=utf-8', 'nonsense', '');
const text = fc.oneof(
	fc.string({ unit: 'binary' }),
	fc.json(),
	fc.constant(`{"data":"${Secret}"}`),
	fc.constant(Secret)
);

it('reads any answer of Kick, and reports it as an error on one line without secrets', () => {
	fc.assert(
		fc.property(
			fc.integer({ min: 100, max: 599 }),
			type,
			text,
			fc.string({ unit: 'binary' }),
			fc.uint8Array(),
			(status, contentType, start, header, rest) => {
				const body = Buffer.concat([Buffer.from(start), rest]);
				const headers = { 'content-type': contentType, 'retry-after': header, date: header };
				const answer = readAnswer({ status, headers, body }, [Secret]);
				const error = answerError(answer);
				expect(error.message + error.hint + String(error.detail)).not.toMatch(/[\r\n]|secret-of-the-request/);
				expect((answer.detail ?? '').length).toBeLessThanOrEqual(400);
			}
		)
	);
});
