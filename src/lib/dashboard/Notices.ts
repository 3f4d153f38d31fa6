import { z } from 'zod';
import type { Signer } from './Signer.js';
import type { Session } from './sessions/Session.js';

/** What became of a form, told on the page that follows it. */
export interface Notice {
	outcome: 'ok' | 'warning' | 'failed';
	/** Plain sentences, one a line. */
	lines: readonly string[];
}

const notice = z.object({ outcome: z.enum(['ok', 'warning', 'failed']), lines: z.array(z.string()) });
/** Browsers take cookies of 4,096 bytes; base64 makes three bytes four. */
const MaxBytes = 2_400;

/** Carries a notice over the redirect behind a form, in a signed cookie: the address bar can put no words into our mouth. */
export class Notices {
	public constructor(private readonly signer: Signer) {}

	public seal({ idHash }: Session, { outcome, lines }: Notice): string {
		const fitting = [...lines];
		while (fitting.length > 1 && Buffer.byteLength(JSON.stringify(fitting)) > MaxBytes) fitting.pop();
		const text = JSON.stringify({ outcome, lines: fitting });
		return this.signer.sign(Buffer.from(text).toString('base64url'), context(idHash));
	}

	/** `null` when there is none for this session. */
	public open({ idHash }: Session, cookie: string | null): Notice | null {
		const value = cookie && this.signer.verify(cookie, context(idHash));
		return value ? notice.parse(JSON.parse(Buffer.from(value, 'base64url').toString())) : null;
	}
}

function context(idHash: string): string {
	return `notice\0${idHash}`;
}
