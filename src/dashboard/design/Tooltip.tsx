import { Icon } from './Icon.js';

/** Button that shows a short explanation while it has the pointer or the focus. */
export function Tooltip({ id, label, text }: { id: string; label: string; text: string }) {
	return (
		<span class="tooltip">
			<button type="button" class="bare" aria-label={label} aria-describedby={id}>
				<Icon name="info" />
			</button>
			<span role="tooltip" id={id}>
				{text}
			</span>
		</span>
	);
}
