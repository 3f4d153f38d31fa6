import { fileURLToPath } from 'node:url';
import { KickError } from '../../kick/errors.js';

/**
 * Returns the path of a `file:` URL. `file:./x` and `file:x` are relative to the working directory, `file:/x` and
 * `file:///x` absolute. Parameters after `?`, which Prisma once had, are dropped.
 */
export function sqlitePath(url: string): string {
	const location = /^file:([^?#]+)/i.exec(url)?.[1];
	if (!location || location === '//') throw unusable();
	if (!location.startsWith('//')) return location;
	try {
		return fileURLToPath(`file:${location}`);
	} catch (cause) {
		throw unusable(cause);
	}
}

function unusable(cause?: unknown): KickError {
	return new KickError(
		'not_configured',
		'DATABASE_URL is not usable: give an SQLite file, as file:./data/kick.db or file:/data/kick.db.',
		{ cause }
	);
}
