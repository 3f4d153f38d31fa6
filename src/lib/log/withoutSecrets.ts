/** Removes secrets from a text of Kick, in plain or encoded form, because Kick may repeat parts of a request. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
	return secrets.flatMap(spellingsOf).reduce((rest, spelling) => rest.replaceAll(spelling, '[secret]'), text);
}

function spellingsOf(secret: string): string[] {
	const bytes = Buffer.from(secret);
	const inBase64 = [0, 1, 2].flatMap((offset) => base64At(offset, bytes));
	return [secret, encodeURIComponent(secret), bytes.toString('hex'), ...inBase64].filter((text) => text !== '');
}

/**
 * Returns the secret's base64 forms at one of the three byte offsets. The characters at both ends are dropped, because
 * they depend on the bytes beside the secret.
 */
function base64At(offset: number, bytes: Buffer): string[] {
	const padded = Buffer.concat([Buffer.alloc(offset), bytes]);
	const whole = padded.subarray(0, padded.length - (padded.length % 3));
	const from = offset === 0 ? 0 : 4;
	return (['base64', 'base64url'] as const).map((encoding) => whole.toString(encoding).slice(from));
}
