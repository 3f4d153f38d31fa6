/** Kinds of Prisma's adapter errors that concern a value. */
const Kinds = new Set([
	'ForeignKeyConstraintViolation',
	'InvalidInputValue',
	'LengthMismatch',
	'NullConstraintViolation',
	'RestrictViolation',
	'UniqueConstraintViolation',
	'ValueOutOfRange'
]);
/**
 * Classes of SQLSTATE: data exceptions, broken constraints, values that are too large, and errors that triggers raise.
 */
const SqlStateClasses = new Set(['22', '23', '54', 'P0']);
/** SQLITE_TOOBIG, SQLITE_CONSTRAINT and SQLITE_MISMATCH. */
const SqliteCodes = new Set([18, 19, 20]);

interface AdapterReason {
	kind?: string;
	originalCode?: string;
	extendedCode?: number;
}

/**
 * Returns whether the database refused a value of a row. Otherwise the database itself fails, and would do so for each
 * row.
 *
 * @see https://www.postgresql.org/docs/current/errcodes-appendix.html
 * @see https://www.sqlite.org/rescode.html
 */
export function isRowError(error: unknown): boolean {
	if (!(error instanceof Error) || typeof error.cause !== 'object' || error.cause === null) return false;
	const { kind = '', originalCode = '', extendedCode = 0 } = error.cause as AdapterReason;
	if (Kinds.has(kind)) return true;
	return kind === 'sqlite' ? SqliteCodes.has(extendedCode & 0xff) : SqlStateClasses.has(originalCode.slice(0, 2));
}
