import { RoutePaths } from '../config/publicUrls.js';

/** Everything below these is ours, found or not. */
const Roots = [...new Set([...Object.values(RoutePaths), 'auth/kick', 'dashboard'])];

/** Whether a request's URL lies under one of our paths, read as plugin-api's router does: empty parts do not count. */
export function isOurPath(url: string, prefix: string): boolean {
	const path = partsOf(url.split('?', 1)[0] ?? '');
	return Roots.some((root) => partsOf(`${prefix}/${root}`).every((part, index) => path[index] === part));
}

function partsOf(path: string): string[] {
	return path.split('/').filter((part) => part.length > 0);
}
