import { describe, expect, it } from 'vitest';
import { Secret } from '../../../src/lib/crypto/Secret.js';
import { Signer } from '../../../src/lib/crypto/Signer.js';
import { type Notice, Notices } from '../../../src/lib/dashboard/Notices.js';
import type { Session } from '../../../src/lib/dashboard/Sessions.js';

const notices = new Notices(new Signer(new Secret('a key of this bot')));
const session = sessionOf('one');

function sessionOf(idHash: string): Session {
	return { idHash, userId: '1', username: 'ana', avatar: null, token: new Secret('token'), expiresAt: new Date() };
}

/** Returns the notice as it arrives after the redirect. */
function carried(notice: Notice): Notice | null {
	return notices.open(session, notices.seal(session, notice));
}

const step = (text: string) => ({ outcome: 'failed' as const, text });

describe('a notice', () => {
	it('arrives as it was sent', () => {
		const notice: Notice = { outcome: 'warning', lines: ['Sent. 🙂'], steps: [step('Kick')], draft: 'again' };
		expect(carried(notice)).toEqual(notice);
	});

	it('is only for the session that it was made for', () => {
		const cookie = notices.seal(session, { outcome: 'ok', lines: ['Saved.'] });
		expect(notices.open(sessionOf('another'), cookie)).toBeNull();
		expect(notices.open(session, null)).toBeNull();
		expect(
			notices.open(
				session,
				cookie.replace(/^./, (first) => (first === 'e' ? 'f' : 'e'))
			)
		).toBeNull();
	});

	it.each<[string, Notice]>([
		['a long draft', { outcome: 'failed', lines: ['Kick said no.'], draft: '🙂'.repeat(1_000) }],
		['many lines', { outcome: 'failed', lines: Array(50).fill('é'.repeat(300)) }],
		['many steps', { outcome: 'failed', lines: ['No.'], steps: Array(50).fill(step('x'.repeat(300))) }],
		['one very long line', { outcome: 'failed', lines: ['\u0001'.repeat(100_000)] }]
	])('fits into a cookie with %s, and begins with the important part', (_what, notice) => {
		const cookie = notices.seal(session, notice);
		expect(cookie.length).toBeLessThan(4_000);
		const { outcome, lines } = notices.open(session, cookie)!;
		expect(outcome).toBe('failed');
		expect(notice.lines[0]).toContain(lines[0]!.replace('…', ''));
	});
});
