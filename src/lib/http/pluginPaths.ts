import { RoutePaths } from '../config/publicUrls.js';

/** The plugin handles every path below these, even one that does not exist. */
const Roots = [...new Set([...Object.values(RoutePaths), 'auth/kick'])];

/** Whether a URL is below one of the plugin's paths. Ignores empty parts, as plugin-api's router does. */
export function isPluginPath(url: string, prefix: string): boolean {
	return Roots.some((root) => pathBelow(root, url, prefix) !== null);
}

/**
 * Returns the part of a URL's path below one of the plugin's paths. It is empty for that path itself, and `null` for a
 * URL elsewhere.
 */
export function pathBelow(root: string, url: string, prefix: string): string | null {
	const path = partsOf(url.split('?', 1)[0] ?? '');
	const parent = partsOf(`${prefix}/${root}`);
	return parent.every((part, index) => path[index] === part) ? path.slice(parent.length).join('/') : null;
}

function partsOf(path: string): string[] {
	return path.split('/').filter((part) => part.length > 0);
}
