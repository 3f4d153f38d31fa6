import { slugCandidates } from '../kick/index.js';

/** Whether two names are the same for Kick, which ignores case. */
export function isSameName(one: string | null, other: string): boolean {
	return one?.toLowerCase() === other.toLowerCase();
}

/** Returns the stored name if it still matches the slug. Otherwise the channel was renamed, so returns the slug. */
export function currentName(stored: string, slug: string): string {
	return slugCandidates(stored).includes(slug.toLowerCase()) ? stored : slug;
}
