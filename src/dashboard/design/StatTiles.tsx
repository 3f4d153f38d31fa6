import type { ComponentChildren } from 'preact';

export interface Stat {
	label: string;
	value: ComponentChildren;
	/** Small line below the figure, such as a comparison. */
	note?: ComponentChildren;
	/** Whether the note is good news. */
	isUp?: boolean;
}

/** Row of key figures, each with its label above. */
export function StatTiles({ of, id }: { of: readonly Stat[]; id?: string }) {
	return (
		<dl class="tiles" id={id}>
			{of.map(({ label, value, note, isUp }) => (
				<div class="tile" key={label}>
					<dt>{label}</dt>
					<dd class="figure">{value}</dd>
					{note !== undefined && <dd class={isUp ? 'note up' : 'note'}>{note}</dd>}
				</div>
			))}
		</dl>
	);
}
