/** Writes a secret in every form that careless code may produce: plain, encoded, or encoded within a longer text. */
export function repeated(secret: string): string {
	const inside = ['', 'a', 'ab'].flatMap((before) => {
		const bytes = Buffer.from(`${before}${secret}:`);
		return [bytes.toString('base64'), bytes.toString('base64url')];
	});
	return [
		secret,
		encodeURIComponent(secret),
		JSON.stringify(secret),
		Buffer.from(secret).toString('hex'),
		...inside
	].join(' ');
}

/** Lists the texts that reveal a secret. */
export function spellingsOf(secret: string): string[] {
	return [
		secret,
		encodeURIComponent(secret),
		JSON.stringify(secret).slice(1, -1),
		Buffer.from(secret).toString('hex'),
		...[0, 1, 2].flatMap((offset) => inBase64(secret, offset))
	];
}

/** Encodes a secret in base64 after `offset` other bytes. Drops the ends, because they depend on neighbouring bytes. */
function inBase64(secret: string, offset: number): string[] {
	const bytes = Buffer.from(`${'x'.repeat(offset)}${secret}`);
	const ends = (text: string) => text.replace(/=+$/, '').slice(offset === 0 ? 0 : 4, -2);
	return [ends(bytes.toString('base64')), ends(bytes.toString('base64url'))];
}
