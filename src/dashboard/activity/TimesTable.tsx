import { Time } from '../components/Time.js';

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
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls */}
			<section class="scroll" aria-label={`Table: ${heading}`} tabIndex={0}>
				<table>
					<thead>
						<tr>
							<th scope="col">From</th>
							<th scope="col" class="number">
								{heading}
							</th>
						</tr>
					</thead>
					<tbody>
						{rows.map(([at, value]) => (
							<tr key={at.getTime()}>
								<th scope="row">
									<Time at={at} />
								</th>
								<td class="number">{value}</td>
							</tr>
						))}
					</tbody>
				</table>
			</section>
		</details>
	);
}
