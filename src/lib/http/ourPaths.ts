import { RoutePaths } from '../config/publicUrls.js';

/** Everything below these is ours, found or not. */
const Roots = [...new Set([...Object.values(RoutePaths), 'auth/kick'])];

/** Whether a request's URL lies under one of our paths, read as plugin-api's router does: empty parts do not count. */
export function isOurPath(url: string, prefix: string): boolean {
	return Roots.some((root) => pathBelow(root, url, prefix) !== null);
}

/** The rest of a URL's path below one of our paths, empty for that path itself; `null` when it does not lie there. */
export function pathBelow(root: string, url: string, prefix: string): string | null {
	const path = partsOf(url.split('?', 1)[0] ?? '');
	const above = partsOf(`${prefix}/${root}`);
	return above.every((part, index) => path[index] === part) ? path.slice(above.length).join('/') : null;
}

function partsOf(path: string): string[] {
	return path.split('/').filter((part) => part.length > 0);
}
