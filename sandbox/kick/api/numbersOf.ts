import { z } from 'zod';

const Ids = z.array(z.string().regex(/^\d+$/).transform(Number));

/** Values of a repeated query parameter (`?id=1&id=2`) as numbers; `null` when one is none. */
export function numbersOf(query: URLSearchParams, name: string): number[] | null {
	return Ids.safeParse(query.getAll(name)).data ?? null;
}
