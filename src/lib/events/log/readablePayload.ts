import { parsePayload } from '../../parseJson.js';

const Secret = /token|secret|authorization/i;
/** Matches secrets in text that is not JSON: the name, the separator and the value. */
const SecretInText = /((?:token|secret|authorization)[\w-]{0,40}["']?[ \t]*[:=][ \t]*)("[^"]*"|[^\s,;}]+)/gi;
const Removed = '(removed)';
const DeepestLevel = 32;
const MaxTextLength = 100_000;

/**
 * Formats a payload for people: indented, and without anything that looks like a secret. Kick sends no secrets there.
 */
export function readablePayload(payload: string): string {
	const json = parsePayload(payload);
	const text =
		json === undefined ? payload.replace(SecretInText, `$1${Removed}`) : JSON.stringify(readable(json, 0), null, '\t');
	return text.length > MaxTextLength ? `${text.slice(0, MaxTextLength)}\n… (cut)` : text;
}

/**
 * Limits the depth, because an indented body of nothing but brackets would take gigabytes. No event is as deep as the
 * limit.
 */
function readable(value: unknown, level: number): unknown {
	if (typeof value !== 'object' || value === null) return value;
	if (level >= DeepestLevel) return '…';
	if (Array.isArray(value)) return value.map((item) => readable(item, level + 1));
	return Object.fromEntries(
		Object.entries(value).map(([key, item]) => [key, Secret.test(key) ? Removed : readable(item, level + 1)])
	);
}
