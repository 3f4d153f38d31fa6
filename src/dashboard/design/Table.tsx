import type { ComponentChildren } from 'preact';

export interface TableProps {
	/** Name of the table for screen readers. */
	label: string;
	columns: readonly { name: string; isNumber?: boolean }[];
	rows: readonly { key: string; cells: readonly ComponentChildren[] }[];
}

/** Table whose first column names the row. It scrolls sideways where it is too wide. */
export function Table({ label, columns, rows }: TableProps) {
	const classOf = (index: number) => (columns[index]?.isNumber ? 'number' : undefined);
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls
		<section class="scroll" aria-label={label} tabIndex={0}>
			<table>
				<thead>
					<tr>
						{columns.map(({ name }, index) => (
							<th key={name} scope="col" class={classOf(index)}>
								{name}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{rows.map(({ key, cells }) => (
						<tr key={key}>
							{cells.map((cell, index) =>
								index === 0 ? (
									<th key={index} scope="row">
										{cell}
									</th>
								) : (
									<td key={index} class={classOf(index)}>
										{cell}
									</td>
								)
							)}
						</tr>
					))}
				</tbody>
			</table>
		</section>
	);
}
