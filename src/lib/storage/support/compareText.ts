/** Compares texts by code units, because that order is the same in every process, whatever its locale. */
export function compareText(one: string, other: string): number {
	if (one === other) return 0;
	return one < other ? -1 : 1;
}
