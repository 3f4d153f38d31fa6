import type { ComponentChildren } from 'preact';

export interface BarTableProps {
	headings: readonly [name: string, value: string];
	rows: readonly { name: ComponentChildren; value: number; text: string }[];
	empty: string;
}

/** Table of names and values. Each row has a bar in proportion to the largest value. */
export function BarTable({ headings, rows, empty }: BarTableProps) {
	if (rows.length === 0) return <p class="muted">{empty}</p>;
	const most = Math.max(...rows.map(({ value }) => value), 1);
	return (
		<table class="bars">
			<thead>
				<tr>
					<th scope="col">{headings[0]}</th>
					<td />
					<th scope="col" class="number">
						{headings[1]}
					</th>
				</tr>
			</thead>
			<tbody>
				{rows.map(({ name, value, text }, index) => (
					<tr key={index}>
						<th scope="row">{name}</th>
						<td class="bar">
							<svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
								<rect class="bar-mark" width={Math.round((value / most) * 1000) / 10} height="8" />
							</svg>
						</td>
						<td class="number">{text}</td>
					</tr>
				))}
			</tbody>
		</table>
	);
}
