import { z } from 'zod';

const Ids = z.array(z.string().regex(/^\d+$/).transform(Number));

/** Parses the values of a repeated query parameter (`?id=1&id=2`). `null` when one is not a number. */
export function numbersOf(query: URLSearchParams, name: string): number[] | null {
	return Ids.safeParse(query.getAll(name)).data ?? null;
}
