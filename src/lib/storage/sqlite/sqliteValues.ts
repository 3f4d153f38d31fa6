import { type ArgType, type ColumnType, ColumnTypeEnum } from '@prisma/driver-adapter-utils';

export type SqliteValue = null | number | bigint | string | Uint8Array;

const ColumnTypes: Record<string, ColumnType> = {
	BIGINT: ColumnTypeEnum.Int64,
	BLOB: ColumnTypeEnum.Bytes,
	BOOLEAN: ColumnTypeEnum.Boolean,
	DATETIME: ColumnTypeEnum.DateTime,
	DECIMAL: ColumnTypeEnum.Numeric,
	INTEGER: ColumnTypeEnum.Int32,
	JSONB: ColumnTypeEnum.Json,
	REAL: ColumnTypeEnum.Double,
	TEXT: ColumnTypeEnum.Text
};

/** Returns the type of a column: as its table declares it, or for an expression by its first value. */
export function columnType(declaredType: string | null, rows: readonly SqliteValue[][], index: number): ColumnType {
	const declared = ColumnTypes[declaredType?.toUpperCase() ?? ''];
	if (declared !== undefined) return declared;
	const value = rows.find((row) => row[index] !== null)?.[index];
	if (typeof value === 'string') return ColumnTypeEnum.Text;
	if (typeof value === 'bigint') return ColumnTypeEnum.Int64;
	return value instanceof Uint8Array ? ColumnTypeEnum.Bytes : ColumnTypeEnum.UnknownNumber;
}

/** Converts Prisma's argument to SQLite's form: booleans to 0 and 1, dates to text that sorts by time. */
export function toSqlite(value: unknown, type: ArgType | undefined): SqliteValue {
	if (value === null || value === undefined) return null;
	if (typeof value === 'boolean') return value ? 1n : 0n;
	if (value instanceof Date) return dateText(value);
	if (typeof value === 'string') return fromText(value, type);
	if (typeof value === 'number') return Number.isInteger(value) && type?.scalarType !== 'float' ? BigInt(value) : value;
	if (typeof value === 'bigint' || value instanceof Uint8Array) return value;
	throw new TypeError(`SQLite can't store a value of type ${typeof value}`);
}

/** Converts types that Prisma sends as text to keep them exact. */
function fromText(value: string, type: ArgType | undefined): SqliteValue {
	switch (type?.scalarType) {
		case 'int':
		case 'bigint':
			return BigInt(value);
		case 'float':
		case 'decimal':
			return Number(value);
		case 'datetime':
			return dateText(new Date(value));
		case 'bytes':
			return Buffer.from(value, 'base64');
		default:
			return value;
	}
}

function dateText(date: Date): string {
	return date.toISOString().replace('Z', '+00:00');
}

/** Converts SQLite's value to Prisma's form. An integer that a number can't hold becomes text. */
export function fromSqlite(value: SqliteValue, type: ColumnType): unknown {
	if (value === null) return null;
	// Other programs may write dates as milliseconds.
	if (type === ColumnTypeEnum.DateTime && typeof value !== 'string') return new Date(Number(value)).toISOString();
	if (typeof value !== 'bigint') return value;
	const number = Number(value);
	return Number.isSafeInteger(number) ? number : value.toString();
}
