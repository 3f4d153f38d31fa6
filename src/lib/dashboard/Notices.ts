import { z } from 'zod';
import type { Signer } from '../crypto/Signer.js';
import type { Session } from './Sessions.js';

const outcome = z.enum(['ok', 'warning', 'failed']);
const notice = z.object({
	outcome,
	/** Plain sentences, one per line. */
	lines: z.array(z.string()),
	/** Steps in order, each with its outcome. */
	steps: z.array(z.object({ outcome, text: z.string() })).optional(),
	/** Text that the person entered, for another try. Left out if it does not fit. */
	draft: z.string().optional()
});

/** Result of a form, shown on the next page. */
export type Notice = z.infer<typeof notice>;

/** Browsers accept cookies of 4,096 bytes, and base64 turns three bytes into four. */
const MaxBytes = 2_400;
/** An error of a listener may be a page long. The log shows it whole. */
const MaxTextLength = 400;

/** Carries a notice over the redirect after a form in a signed cookie, so that no address can forge one. */
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

	/** Returns the notice, or `null` if there is none for this session. */
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
