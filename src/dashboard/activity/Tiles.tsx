/** Figures at a glance. */
export function Tiles({ of }: { of: readonly (readonly [name: string, value: string])[] }) {
	return (
		<dl class="tiles">
			{of.map(([name, value]) => (
				<div key={name}>
					<dt>{name}</dt>
					<dd>{value}</dd>
				</div>
			))}
		</dl>
	);
}
