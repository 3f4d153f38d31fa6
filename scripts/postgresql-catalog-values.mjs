// Converts values of PostgreSQL's catalog, which come as text, to what the schema engine expects.
import { ColumnTypeEnum } from '@prisma/driver-adapter-utils';

/** Objects that users create are numbered from here: https://www.postgresql.org/docs/current/catalog-pg-type.html */
const FirstUserTypeId = 16_384;

const asNumber = (text) => Number(text);
const asBoolean = (text) => text === 't';
const asIs = (text) => text;
// "2026-01-02 03:04:05.678", or with a zone "2026-01-02 03:04:05.678+00": the session's time zone is UTC.
const asDate = (text) => `${text.replace(' ', 'T').replace(/[+-]\d{2}$/, '')}+00:00`;
const listOf = (read) => (text) => splitArray(text).map((item) => item && read(item));

/** Parsers by the number of the type in `pg_type`. */
const columns = new Map([
	[16, [ColumnTypeEnum.Boolean, asBoolean]],
	[18, [ColumnTypeEnum.Character, asIs]],
	[19, [ColumnTypeEnum.Text, asIs]],
	[20, [ColumnTypeEnum.Int64, asIs]],
	[21, [ColumnTypeEnum.Int32, asNumber]],
	[23, [ColumnTypeEnum.Int32, asNumber]],
	[25, [ColumnTypeEnum.Text, asIs]],
	[26, [ColumnTypeEnum.Int64, asIs]],
	[1000, [ColumnTypeEnum.BooleanArray, listOf(asBoolean)]],
	[1002, [ColumnTypeEnum.CharacterArray, listOf(asIs)]],
	[1003, [ColumnTypeEnum.TextArray, listOf(asIs)]],
	[1005, [ColumnTypeEnum.Int32Array, listOf(asNumber)]],
	[1007, [ColumnTypeEnum.Int32Array, listOf(asNumber)]],
	[1009, [ColumnTypeEnum.TextArray, listOf(asIs)]],
	[1016, [ColumnTypeEnum.Int64Array, listOf(asIs)]],
	[1028, [ColumnTypeEnum.Int64Array, listOf(asIs)]],
	[1042, [ColumnTypeEnum.Text, asIs]],
	[1043, [ColumnTypeEnum.Text, asIs]],
	[1114, [ColumnTypeEnum.DateTime, asDate]],
	[1184, [ColumnTypeEnum.DateTime, asDate]]
]);

export const typeIds = [...columns.keys()];

export function columnType(typeId) {
	return columnOf(typeId)[0];
}

export function readValue(text, typeId) {
	return text === null ? null : columnOf(typeId)[1](text);
}

function columnOf(typeId) {
	const column = typeId >= FirstUserTypeId ? [ColumnTypeEnum.Text, asIs] : columns.get(typeId);
	if (!column)
		throw new Error(`The schema engine asked for a column of the PostgreSQL type ${typeId}, which is not known here`);
	return column;
}

/** Returns the items of `{a,"b c",NULL}`. */
function splitArray(text) {
	const items = text.slice(1, -1).match(/"(?:[^"\\]|\\.)*"|[^,]+/g) ?? [];
	return items.map((item) => {
		if (item.startsWith('"')) return item.slice(1, -1).replace(/\\(.)/g, '$1');
		return item === 'NULL' ? null : item;
	});
}
