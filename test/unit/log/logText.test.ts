import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logText } from '../../../src/lib/log/logText.js';

/** Characters that could forge a line, change the reading direction, or control a terminal. */
const Dangerous = /(?!\n)\p{Cc}|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u;
const hostile = '\u001b[2J\u001b]0;owned\u0007\r\n[ERROR] forged\u009b31m\u0085next\u2028line\u202egnp.exe\u2066';
const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constant(hostile));

describe('a log line', () => {
	it('is one line without control characters, whatever the text', () => {
		fc.assert(
			fc.property(text, (given) => {
				expect(logText(given)).not.toMatch(/\n/);
				expect(logText(given)).not.toMatch(Dangerous);
			})
		);
		expect(logText(hostile)).toContain('\\u001b[2J');
	});

	it('keeps the letters and emoji of all languages', () => {
		const names = 'Zoë 日本語 עברית العربية 👩‍👩‍👧 🏳️‍🌈';
		expect(logText(names)).toBe(names);
	});
});

describe('an error in the log', () => {
	it('has its message on one line, and its stack below', () => {
		const [first, ...frames] = logText(new TypeError(`no ${hostile}\n    at forged (x.js:1:1)`)).split('\n');
		expect(first).toMatch(/^TypeError: no \\u001b\[2J.* at forged \(x\.js:1:1\)$/);
		expect(frames[0]).toContain('logText.test.ts');
		expect(frames.every((frame) => /^ {4}at /.test(frame))).toBe(true);
	});

	it('has its code and its causes, but not the fields in which libraries store requests', () => {
		const cause = Object.assign(new Error('refused'), { code: 'ECONNREFUSED', address: '127.0.0.1', port: 5432 });
		const error = Object.assign(new Error('no database', { cause }), {
			requestBody: { json: { content: 'private' } },
			command: { name: 'auth', args: ['password of redis'] }
		});
		const logged = logText(error);
		expect(logged).toContain('[cause]: Error: refused');
		expect(logged).toContain('code: ECONNREFUSED, address: 127.0.0.1, port: 5432');
		expect(logged).not.toMatch(/private|password/);
	});

	it('ends even if its causes form a circle', () => {
		const error = new Error('round');
		error.cause = error;
		expect(logText(error).match(/round/g)?.length).toBeLessThan(10);
	});

	it('is safe, whatever was thrown', () => {
		const error = fc
			.tuple(text, text)
			.map(([message, name]) => Object.assign(new Error(message), { name, code: message }));
		const late = fc.tuple(text, text).map(([one, other]) => Object.assign(new Error(one), { message: other }));
		const thrown = fc.oneof(
			error,
			late,
			fc.anything({ withNullPrototype: true, withObjectString: true, withBigInt: true })
		);
		fc.assert(
			fc.property(thrown, (given) => {
				const lines = logText(given).split('\n');
				expect(lines.join('')).not.toMatch(Dangerous);
				expect(lines.slice(1).every((line) => /^ {2}|^$/.test(line))).toBe(true);
			})
		);
		const broken = Object.defineProperty(new Error(), 'message', {
			get: () => {
				throw new Error('no');
			}
		});
		expect(logText(broken)).toBe('A value that cannot be shown.');
		expect(logText(new Error('x'.repeat(1_000_000))).length).toBeLessThan(20_000);
	});
});
