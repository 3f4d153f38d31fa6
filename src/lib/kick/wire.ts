import { z } from 'zod';

/** Numeric id. Some of Kick's sources send it as text. */
export const wireId = z
	.union([
		z.number(),
		z
			.string()
			.regex(/^\d{1,16}$/)
			.transform(Number)
	])
	.pipe(z.int().nonnegative());

/** Text that may be missing. Anything but a non-empty text becomes `null`. */
export const wireOptionalText = z.string().nullish().catch(null).transform(textOrNull);

/** Boolean that Kick sometimes sends as `null`. */
export const wireFlag = z
	.boolean()
	.nullish()
	.catch(null)
	.transform((flag) => flag ?? false);

/** Time that may be missing, unreadable, or Go's zero value `0001-01-01T00:00:00Z`. All of these become `null`. */
export const wireOptionalDate = z.string().nullish().catch(null).transform(parseWireDate);

/** Number. Some of Kick's sources send it as text. */
export const wireNumber = z.union([
	z.number(),
	z
		.string()
		.regex(/^\d{1,15}$/)
		.transform(Number)
]);

/** Returns the schema of an optional list. Kick sends an empty one as `null` (KickDevDocs #210). */
export function wireList<Item extends z.ZodType>(item: Item) {
	return z
		.array(item)
		.nullish()
		.catch(null)
		.transform((items) => items ?? []);
}

/** Returns `null` for a text that is missing or empty. */
export function textOrNull(text: string | null | undefined): string | null {
	return text || null;
}

const Rfc3339 = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:?\d\d)$/;

/** Reads an RFC 3339 time with any offset and any number of decimals. Returns `null` for others, and before 1970. */
export function parseWireDate(text: string | null | undefined): Date | null {
	if (!text || text.length > 64 || !Rfc3339.test(text)) return null;
	const date = new Date(text);
	return date.getTime() > 0 ? date : null;
}
