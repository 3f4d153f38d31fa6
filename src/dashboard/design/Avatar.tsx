import { Hues } from './hues.js';
import { contained } from './UntrustedText.js';

export interface AvatarProps {
	name: string;
	/** Address below the bot's own address; `null` shows the first letters of the name. */
	picture: string | null;
	kind: 'server' | 'person';
	size?: 'little' | 'large';
}

/** Picture of a server or a person. Decoration only: the name stands beside it. */
export function Avatar({ name, picture, kind, size }: AvatarProps) {
	const classes = ['avatar', kind, size, `hue-${hueOf(name)}`].filter((each) => each && each !== 'person');
	return (
		<span class={classes.join(' ')} aria-hidden="true">
			<bdi>{initialsOf(name)}</bdi>
			{picture !== null && <img src={picture} alt="" loading="lazy" />}
		</span>
	);
}

/** Returns the first letters of the first two words, as Discord does for servers without an icon. */
function initialsOf(name: string): string {
	const words = contained(name).match(/[\p{L}\p{N}]+/gu) ?? [];
	return words
		.slice(0, 2)
		.map((word) => [...word][0] ?? '')
		.join('')
		.toUpperCase();
}

/** Gives each name a colour that stays the same. */
function hueOf(name: string): number {
	let sum = 0;
	for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 65_521;
	return sum % Hues;
}
