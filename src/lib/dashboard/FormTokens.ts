import { createHash, randomBytes } from 'node:crypto';
import type { Signer } from '../crypto/Signer.js';
import type { UsedFormRepository } from '../storage/repositories/UsedFormRepository.js';
import type { Session } from './Sessions.js';

/** A page may stay open over a working day. */
const LifetimeMs = 12 * 60 * 60_000;

/** `forged`: not made for this session and form. `expired`: the page was open too long. `used`: it was sent before. */
export type FormRefusal = 'forged' | 'expired' | 'used';

/** What a form must bring: a value that was made for this session and this form, and that is taken once. */
export class FormTokens {
	public constructor(
		private readonly usedForms: Pick<UsedFormRepository, 'use'>,
		private readonly signer: Signer
	) {}

	/** @param form The form's address below the dashboard, which also names its server: `123/settings/channel`. */
	public create({ idHash }: Session, form: string): string {
		const value = `${Date.now() + LifetimeMs}-${randomBytes(16).toString('base64url')}`;
		return this.signer.sign(value, context(idHash, form));
	}

	/** Uses the value up. Answers `null` for exactly one of those who bring it. */
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

/** The name of the field that holds a form's token. */
export const FormTokenField = 'token';
