import { slugCandidates } from '../kick/index.js';

/** Whether two names are the same to Kick, which does not tell upper from lower case. */
export function isSameName(one: string | null, other: string): boolean {
	return one?.toLowerCase() === other.toLowerCase();
}

/** The stored name as it was written, as long as it fits the slug; else the slug: the channel was renamed. */
export function currentName(stored: string, slug: string): string {
	return slugCandidates(stored).includes(slug.toLowerCase()) ? stored : slug;
}
