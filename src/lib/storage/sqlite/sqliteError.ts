import { DriverAdapterError, type MappedError } from '@prisma/driver-adapter-utils';

/** First byte of SQLite's extended result codes: https://www.sqlite.org/rescode.html#busy */
const BusyCode = 5;

interface DriverError extends Error {
	code?: string;
	rawCode?: number;
}

/** Returns whether another process holds the lock. The statement then did nothing and can be retried. */
export function isBusy(error: unknown): boolean {
	return error instanceof Error && (((error as DriverError).rawCode ?? 0) & 0xff) === BusyCode;
}

/** Converts an error to one that Prisma maps to its documented error codes. */
export function toDriverAdapterError(error: unknown): unknown {
	if (!(error instanceof Error) || error instanceof DriverAdapterError) return error;
	const { code, message } = error as DriverError;
	return new DriverAdapterError({ ...classify(error), originalCode: code, originalMessage: message });
}

function classify(error: DriverError): MappedError {
	const { message, rawCode } = error;
	if (isBusy(error)) return { kind: 'SocketTimeout' };
	const constraint = /^(UNIQUE|NOT NULL|FOREIGN KEY) constraint failed(?:: (.+))?/.exec(message);
	if (constraint) return violation(constraint[1]!, constraint[2] ?? '');
	const table = /^no such table: (.+)/.exec(message)?.[1];
	if (table) return { kind: 'TableDoesNotExist', table };
	const column = /^no such column: (.+)/.exec(message)?.[1];
	if (column) return { kind: 'ColumnNotFound', column };
	return { kind: 'sqlite', extendedCode: rawCode ?? 1, message };
}

/** Returns the violated constraint. SQLite names its columns as `table.one, table.two`. */
function violation(constraint: string, columns: string): MappedError {
	if (constraint === 'FOREIGN KEY') return { kind: 'ForeignKeyConstraintViolation', constraint: { foreignKey: {} } };
	const fields = columns.split(', ').map((column) => column.slice(column.lastIndexOf('.') + 1));
	const kind = constraint === 'UNIQUE' ? 'UniqueConstraintViolation' : 'NullConstraintViolation';
	return { kind, constraint: { fields } };
}
