import { connectionReason } from '../connectionReason.js';
import { oneLine } from '../log/oneLine.js';
import { withoutSecrets } from '../log/withoutSecrets.js';

/** A shorter secret would match parts of ordinary words. */
const MinSecretLength = 4;

/** Returns why Redis cannot be used, in the server's own words where possible. Removes the password of the URL. */
export function redisReason(error: Error, url: string): string {
	const { password, searchParams } = new URL(url);
	const secrets = [password, decoded(password), searchParams.get('password') ?? ''];
	const longEnough = secrets.filter(({ length }) => length >= MinSecretLength);
	return connectionReason(error) ?? oneLine(withoutSecrets(error.message, longEnough)).replace(/\.$/, '');
}

function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
