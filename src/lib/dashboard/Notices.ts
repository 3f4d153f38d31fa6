import { z } from 'zod';
import type { Signer } from '../crypto/Signer.js';
import type { Session } from './Sessions.js';

const outcome = z.enum(['ok', 'warning', 'failed']);
const notice = z.object({
	outcome,
	/** Plain sentences, one a line. */
	lines: z.array(z.string()),
	/** What was done one after the other, each with how it went. */
	steps: z.array(z.object({ outcome, text: z.string() })).optional(),
	/** What the person wrote, to try again with: left out where it has no room. */
	draft: z.string().optional()
});

/** What became of a form, told on the page that follows it. */
export type Notice = z.infer<typeof notice>;

/** Browsers take cookies of 4,096 bytes; base64 makes three bytes four. */
const MaxBytes = 2_400;
/** An error of a listener may be a page long; the log has all of it. */
const MaxTextLength = 400;

/** Carries a notice over the redirect behind a form, in a signed cookie: the address bar can put no words into our mouth. */
export class Notices {
	public constructor(private readonly signer: Signer) {}

	public seal({ idHash }: Session, { outcome, lines, steps = [], draft }: Notice): string {
		const fitting: Notice & { steps: unknown[] } = {
			outcome,
			lines: lines.map(cut),
			steps: steps.map((step) => ({ outcome: step.outcome, text: cut(step.text) })),
			draft
		};
		if (bytesOf(fitting) > MaxBytes) delete fitting.draft;
		while (bytesOf(fitting) > MaxBytes && fitting.lines.length + fitting.steps.length > 1) {
			if (!fitting.steps.pop()) fitting.lines.pop();
		}
		return this.signer.sign(Buffer.from(JSON.stringify(fitting)).toString('base64url'), context(idHash));
	}

	/** `null` when there is none for this session. */
	public open({ idHash }: Session, cookie: string | null): Notice | null {
		const value = cookie && this.signer.verify(cookie, context(idHash));
		return value ? notice.parse(JSON.parse(Buffer.from(value, 'base64url').toString())) : null;
	}
}

function cut(text: string): string {
	return text.length > MaxTextLength ? `${text.slice(0, MaxTextLength)}…` : text;
}

function bytesOf(value: unknown): number {
	return Buffer.byteLength(JSON.stringify(value));
}

function context(idHash: string): string {
	return `notice\0${idHash}`;
}
