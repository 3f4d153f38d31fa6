/** Colours for posts in Discord. The style sheet draws them, because the page's policy allows no inline styles. */
const Colors = [
	['#53fc18', 'Kick green'],
	['#5865f2', 'Discord blurple'],
	['#eb459e', 'Pink'],
	['#ed4245', 'Red'],
	['#fee75c', 'Yellow'],
	['#ffffff', 'White']
] as const;

export interface ColorSwatchesProps {
	name: string;
	label: string;
	chosen: string;
}

/** Choice of one colour. */
export function ColorSwatches({ name, label, chosen }: ColorSwatchesProps) {
	return (
		<fieldset class="swatches field">
			<legend>{label}</legend>
			{Colors.map(([value, text]) => (
				<label key={value} title={text}>
					<input type="radio" name={name} value={value} checked={value === chosen} />
					<span class="hidden">{text}</span>
				</label>
			))}
		</fieldset>
	);
}
