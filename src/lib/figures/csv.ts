/** Value of a cell. `null` is an empty cell. */
export type CsvCell = string | number | Date | null;

/** Characters that make a spreadsheet read a text as a formula. @see https://owasp.org/www-community/attacks/CSV_Injection */
const Formula = /^[=+\-@\t\r]/;
const NeedsQuotes = /[",\r\n]/;

/**
 * Writes rows as CSV with a header line, as RFC 4180 describes it. Times are ISO times in UTC.
 *
 * A text that a spreadsheet would read as a formula gets an apostrophe in front, because it may come from a viewer.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export function toCsv(header: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
	return [header, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(value: CsvCell): string {
	if (value === null) return '';
	if (value instanceof Date) return value.toISOString();
	if (typeof value === 'number') return String(value);
	const safe = Formula.test(value) ? `'${value}` : value;
	return NeedsQuotes.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
