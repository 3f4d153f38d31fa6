/** Far below the limit of both databases (32,766), so that no statement blocks the thread for long. */
const MaxBindValues = 3000;

/** Splits rows so that each part fits into one statement. */
export function chunks<Row>(rows: readonly Row[], columns: number): Row[][] {
	const size = Math.floor(MaxBindValues / columns);
	const count = Math.ceil(rows.length / size);
	return Array.from({ length: count }, (_part, index) => rows.slice(index * size, (index + 1) * size));
}
