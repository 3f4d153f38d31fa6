/** Compares Discord's ids as numbers, the oldest first. */
export function compareIds(one: string, other: string): number {
	return one.length - other.length || (one < other ? -1 : Number(one > other));
}
