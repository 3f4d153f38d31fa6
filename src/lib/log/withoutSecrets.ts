/** A text of Kick, with the secrets of the request cut out, should it repeat them: as they are, or encoded. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
	return secrets.flatMap(spellingsOf).reduce((rest, spelling) => rest.replaceAll(spelling, '[secret]'), text);
}

function spellingsOf(secret: string): string[] {
	const bytes = Buffer.from(secret);
	const inBase64 = [0, 1, 2].flatMap((offset) => base64Behind(offset, bytes));
	return [secret, encodeURIComponent(secret), bytes.toString('hex'), ...inBase64].filter((text) => text !== '');
}

/**
 * What base64 makes of it in the middle of a longer text, which begins so many bytes before a border of three. The characters at
 * both ends depend on what stands beside it, so that they are left out.
 */
function base64Behind(offset: number, bytes: Buffer): string[] {
	const padded = Buffer.concat([Buffer.alloc(offset), bytes]);
	const whole = padded.subarray(0, padded.length - (padded.length % 3));
	const from = offset === 0 ? 0 : 4;
	return (['base64', 'base64url'] as const).map((encoding) => whole.toString(encoding).slice(from));
}
