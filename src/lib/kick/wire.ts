import { z } from 'zod';

/** Kick's numeric id; some sources send it as text. */
export const wireId = z
	.union([
		z.number(),
		z
			.string()
			.regex(/^\d{1,16}$/)
			.transform(Number)
	])
	.pipe(z.int().nonnegative());

/** Text that may be missing: anything but a text with content becomes `null`. */
export const wireOptionalText = z.string().nullish().catch(null).transform(textOrNull);

/** A flag that Kick sends as `null` now and then. */
export const wireFlag = z
	.boolean()
	.nullish()
	.catch(null)
	.transform((flag) => flag ?? false);

/** A time that may be missing, unreadable, or Go's zero value `0001-01-01T00:00:00Z`, which all become `null`. */
export const wireOptionalDate = z.string().nullish().catch(null).transform(parseWireDate);

/** A number; some sources send it as text. */
export const wireNumber = z.union([
	z.number(),
	z
		.string()
		.regex(/^\d{1,15}$/)
		.transform(Number)
]);

/** A list that an event can do without. Kick sends an empty one as `null` (KickDevDocs #210). */
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

/** Reads an RFC 3339 time with any offset and any number of decimals; `null` when it is none, or before 1970. */
export function parseWireDate(text: string | null | undefined): Date | null {
	if (!text || text.length > 64 || !Rfc3339.test(text)) return null;
	const date = new Date(text);
	return date.getTime() > 0 ? date : null;
}
