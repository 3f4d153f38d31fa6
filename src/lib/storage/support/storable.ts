const MaxInteger = 2_147_483_647;
const FirstDate = Date.UTC(1900, 0, 1);
const LastDate = Date.UTC(9999, 11, 31);

/**
 * Returns a copy with values that both databases can hold, so that one unusual event does not fail its batch.
 *
 * Texts lose U+0000, because libsql cuts a text there and PostgreSQL refuses it. Numbers stay within 32 bits, like
 * their columns; ids are `bigint`. Dates stay within four-digit years, because PostgreSQL writes other years
 * differently from JavaScript.
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
