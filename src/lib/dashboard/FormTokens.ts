import { createHash, randomBytes } from 'node:crypto';
import type { Signer } from '../crypto/Signer.js';
import type { UsedFormRepository } from '../storage/sessions/types.js';
import type { Session } from './Sessions.js';

/** Long enough for a page that stays open over a working day. */
const LifetimeMs = 12 * 60 * 60_000;

/** `forged`: not made for this session and form. `expired`: the page was open too long. `used`: already sent. */
export type FormRefusal = 'forged' | 'expired' | 'used';

/** Tokens of forms. Each belongs to one session and one form, and is accepted once. */
export class FormTokens {
	public constructor(
		private readonly usedForms: UsedFormRepository,
		private readonly signer: Signer
	) {}

	/** @param form Path below the dashboard, which also names the server: `123/settings/channel`. */
	public create({ idHash }: Session, form: string): string {
		const value = `${Date.now() + LifetimeMs}-${randomBytes(16).toString('base64url')}`;
		return this.signer.sign(value, context(idHash, form));
	}

	/** Uses up a token. Of several requests with the same token, exactly one gets `null`. */
	public async take({ idHash }: Session, form: string, token: string): Promise<FormRefusal | null> {
		const value = this.signer.verify(token, context(idHash, form));
		if (value === null) return 'forged';
		const expiresAt = new Date(Number.parseInt(value, 10));
		if (expiresAt.getTime() <= Date.now()) return 'expired';
		const tokenHash = createHash('sha256').update(value).digest('hex');
		return (await this.usedForms.use(tokenHash, expiresAt)) ? null : 'used';
	}
}

function context(idHash: string, form: string): string {
	return `form\0${idHash}\0${form}`;
}

/** Name of the field that contains a form's token. */
export const FormTokenField = 'token';
