import type { ComponentChildren } from 'preact';

export interface CountsTableProps {
	headings: readonly [name: string, count: string];
	rows: readonly (readonly [name: ComponentChildren, count: string])[];
	empty: string;
}

export function CountsTable({ headings, rows, empty }: CountsTableProps) {
	if (rows.length === 0) return <p class="muted">{empty}</p>;
	return (
		<table>
			<thead>
				<tr>
					<th scope="col">{headings[0]}</th>
					<th scope="col" class="number">
						{headings[1]}
					</th>
				</tr>
			</thead>
			<tbody>
				{rows.map(([name, count], index) => (
					<tr key={index}>
						<th scope="row">{name}</th>
						<td class="number">{count}</td>
					</tr>
				))}
			</tbody>
		</table>
	);
}
