import { icons } from '../../generated/icons.js';

export type IconName = keyof typeof icons;

export interface IconProps {
	/** Name at https://lucide.dev/icons. A new one is added to `icons.json`. */
	name: IconName;
	/** Text for screen readers. Without it the icon is decoration. */
	label?: string;
}

/** Icons that point sideways. They are mirrored in languages that run from right to left. */
const Arrows: readonly IconName[] = ['arrow-left', 'external-link', 'log-out', 'reply', 'send', 'undo-2'];

/** Icon as inline SVG, in the colour of the text around it. */
export function Icon({ name, label }: IconProps) {
	return (
		<svg
			class={Arrows.includes(name) ? 'icon arrow' : 'icon'}
			viewBox="0 0 24 24"
			aria-hidden={label === undefined ? 'true' : undefined}
			aria-label={label}
			role={label === undefined ? undefined : 'img'}
			// The shapes are part of the build and never come from outside.
			dangerouslySetInnerHTML={{ __html: icons[name] }}
		/>
	);
}
