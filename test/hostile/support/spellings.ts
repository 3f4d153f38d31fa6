/** A secret in texts as careless code makes them: as it is, and encoded by itself or within something longer. */
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

/** What gives a secret away, wherever it stands. */
export function spellingsOf(secret: string): string[] {
	return [
		secret,
		encodeURIComponent(secret),
		JSON.stringify(secret).slice(1, -1),
		Buffer.from(secret).toString('hex'),
		...[0, 1, 2].flatMap((offset) => inBase64(secret, offset))
	];
}

/** What base64 makes of it behind so many other bytes, without the ends: those depend on what stands beside it. */
function inBase64(secret: string, offset: number): string[] {
	const bytes = Buffer.from(`${'x'.repeat(offset)}${secret}`);
	const ends = (text: string) => text.replace(/=+$/, '').slice(offset === 0 ? 0 : 4, -2);
	return [ends(bytes.toString('base64')), ends(bytes.toString('base64url'))];
}
