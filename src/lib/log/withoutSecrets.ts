/** Cuts the secrets of a request out of the text that answered it, as they are and encoded. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
	return secrets.flatMap(spellingsOf).reduce((rest, spelling) => rest.replaceAll(spelling, '[secret]'), text);
}

function spellingsOf(secret: string): string[] {
	const bytes = Buffer.from(secret);
	const inBase64 = [0, 1, 2].flatMap((offset) => base64At(offset, bytes));
	return [secret, encodeURIComponent(secret), bytes.toString('hex'), ...inBase64].filter((text) => text !== '');
}

/**
 * The secret's base64 form for one of the three byte offsets in a longer text. The characters at both ends depend on their
 * neighbours and are left out.
 */
function base64At(offset: number, bytes: Buffer): string[] {
	const padded = Buffer.concat([Buffer.alloc(offset), bytes]);
	const whole = padded.subarray(0, padded.length - (padded.length % 3));
	const from = offset === 0 ? 0 : 4;
	return (['base64', 'base64url'] as const).map((encoding) => whole.toString(encoding).slice(from));
}
