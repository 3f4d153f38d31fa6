import { createHash } from 'node:crypto';

/** Returns a picture hash in Discord's format: the first one of a user or server. */
export function pictureHash(id: string): string {
	return createHash('md5').update(id).digest('hex');
}
