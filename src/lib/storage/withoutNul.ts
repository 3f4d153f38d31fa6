/** A copy whose texts have no U+0000: libsql cuts a text there and PostgreSQL refuses it. */
export function withoutNul<Row extends object>(row: Row): Row {
	const entries = Object.entries(row).map(([key, value]) => [key, strip(value)]);
	return Object.fromEntries(entries) as Row;
}

function strip(value: unknown): unknown {
	return typeof value === 'string' ? value.replaceAll('\0', '') : value;
}
