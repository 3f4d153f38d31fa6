import { Prisma } from '../prisma.js';
import type { Provider } from '../provider.js';
import { storableValue } from '../support/storable.js';

type ColumnType = 'text' | 'number' | 'time' | 'flag';
type Columns = Readonly<Record<string, ColumnType>>;
type Value = string | number | bigint | boolean | Date | null;

/**
 * Returns a query of the given rows, in their order, for another statement to read from.
 *
 * All rows are one value, so the statement is the same for any number of rows. The database has it prepared, and binds
 * one value in place of thousands.
 */
export type RowSource = (columns: Columns, rows: readonly (readonly Value[])[]) => Prisma.Sql;

export const rowSources: Record<Provider, RowSource> = {
	sqlite: (columns, rows) => {
		const read = Object.keys(columns).map((name, index) => `json_extract(value, '$[${index}]') AS ${name}`);
		return Prisma.sql`SELECT ${Prisma.raw(read.join(', '))} FROM json_each(${toJson(rows)}) WHERE TRUE ORDER BY key`;
	},
	postgresql: (columns, rows) => {
		const read = Object.entries(columns).map(
			([name, type], index) => `CAST(value ->> ${index} AS ${PostgresqlTypes[type]}) AS ${name}`
		);
		return Prisma.sql`
			SELECT ${Prisma.raw(read.join(', '))}
			FROM jsonb_array_elements(CAST(${toJson(rows)} AS JSONB)) WITH ORDINALITY AS given (value, position)
			WHERE TRUE ORDER BY position`;
	}
};

const PostgresqlTypes: Record<ColumnType, string> = {
	text: 'TEXT',
	number: 'BIGINT',
	time: 'TIMESTAMP(3)',
	flag: 'BOOLEAN'
};

function toJson(rows: readonly (readonly Value[])[]): string {
	return JSON.stringify(rows.map((row) => row.map(toJsonValue)));
}

function toJsonValue(given: Value): string | number | boolean | null {
	const value = storableValue(given) as Value;
	// PostgreSQL refuses half of a surrogate pair in JSON.
	if (typeof value === 'string') return value.toWellFormed();
	// Only ids, which are safe integers.
	if (typeof value === 'bigint') return Number(value);
	// Same format as in the columns of both databases.
	return value instanceof Date ? value.toISOString().replace('Z', '+00:00') : value;
}
