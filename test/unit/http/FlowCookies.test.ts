import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { FlowCookies } from '../../../src/lib/http/FlowCookies.js';

const requestWith = (cookie?: string) => ({ headers: { cookie } }) as IncomingMessage;
const nameOf = (header = '') => header.split('=')[0] ?? '';

describe.each([false, true])('cookies of flows, on https: %s', (isSecure) => {
	const cookies = new FlowCookies('kick_flow', isSecure);
	const begin = (state: string, value = 'secret', before?: string) =>
		cookies.begin(requestWith(before), state, { value, maxAgeSeconds: 600 });

	it('have a separate name for each flow, which does not reveal its state', () => {
		const [one, other] = [begin('state one'), begin('state two')];
		expect([one.length, other.length]).toEqual([1, 1]);
		expect(one[0]).toMatch(isSecure ? /^__Host-kick_flow_[0-9a-f]{16}=secret; / : /^kick_flow_[0-9a-f]{16}=secret; /);
		expect(nameOf(one[0])).not.toBe(nameOf(other[0]));
		expect(one[0]).not.toContain('state');
		expect(one[0]?.includes('; Secure')).toBe(isSecure);
	});

	it('are read and ended by the state, beside other and malformed cookies', () => {
		const name = nameOf(begin('state')[0]);
		for (const header of [`${name}=a=b`, `x; =; ${name}=a=b; y=z`, `kick_flow=c;${name}=a=b`]) {
			expect(cookies.read(requestWith(header), 'state')).toBe('a=b');
		}
		for (const header of [undefined, '', `${name}x=a`, `x${name}=a`, 'kick_flow=a', '%zz']) {
			expect(cookies.read(requestWith(header), 'state')).toBeNull();
		}
		expect(cookies.end('state')).toMatch(new RegExp(`^${name}=; .*Max-Age=0`));
	});

	it('are at most ten in a browser: the oldest end, and no cookie of another kind', () => {
		const names = Array.from({ length: 12 }, (_, index) => nameOf(begin(`state ${index}`)[0]));
		const header = `kick_session=x; ${names.map((name) => `${name}=v`).join('; ')}; kick_flow_other=y`;
		const [begun, ...ended] = begin('another', 'secret', header);
		expect(begun).toContain('=secret; ');
		expect(ended.map(nameOf)).toEqual(names.slice(0, 3));
		expect(ended.every((cookie) => cookie.includes('Max-Age=0'))).toBe(true);
		// Starting the same flow again removes no other cookie.
		expect(begin('state 11', 'secret', names.slice(2).join('=v; '))).toHaveLength(1);
	});

	it('share a size limit: long ones end earlier', () => {
		const names = Array.from({ length: 3 }, (_, index) => nameOf(begin(`state ${index}`)[0]));
		const header = names.map((name) => `${name}=${'v'.repeat(2_000)}`).join('; ');
		const [, ...ended] = begin('another', 'v'.repeat(3_000), header);
		expect(ended.map(nameOf)).toEqual(names.slice(0, 2));
		expect(begin('another', 'v'.repeat(9_000), header)).toHaveLength(4);
	});
});
