import { Time } from '../components/Time.js';
import { Table } from '../design/Table.js';

/** Values of a chart as a table, for screen readers and for copying. */
export function TimesTable({
	heading,
	rows
}: {
	heading: string;
	rows: readonly (readonly [at: Date, value: string])[];
}) {
	if (rows.length === 0) return null;
	return (
		<details class="more">
			<summary>As a table</summary>
			<Table
				label={`Table: ${heading}`}
				columns={[{ name: 'From' }, { name: heading, isNumber: true }]}
				rows={rows.map(([at, value]) => ({ key: at.toISOString(), cells: [<Time key="at" at={at} />, value] }))}
			/>
		</details>
	);
}
