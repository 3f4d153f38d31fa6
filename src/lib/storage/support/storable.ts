const MaxInteger = 2_147_483_647;
const FirstDate = Date.UTC(1900, 0, 1);
const LastDate = Date.UTC(9999, 11, 31);

/**
 * A copy with values that both databases can hold: one odd event must not fail the batch that it came in.
 *
 * Texts lose U+0000: libsql cuts a text there and PostgreSQL refuses it. Numbers stay within 32 bits, as the columns for them;
 * ids are `bigint`. Dates stay within four-digit years, beyond which PostgreSQL's text is not JavaScript's.
 */
export function storable<Row extends object>(row: Row): Row {
	const entries = Object.entries(row).map(([key, value]) => [key, storableValue(value)]);
	return Object.fromEntries(entries) as Row;
}

/** @see storable */
export function storableValue(value: unknown): unknown {
	if (typeof value === 'string') return value.replaceAll('\0', '');
	if (typeof value === 'number') return within(value, -MaxInteger, MaxInteger);
	if (value instanceof Date) return new Date(within(value.getTime(), FirstDate, LastDate));
	return value;
}

function within(value: number, least: number, most: number): number {
	return Math.min(Math.max(value, least), most);
}
