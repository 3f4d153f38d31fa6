/** Number of hues in the style sheet. */
export const Hues = 24;
/** Colours below this chroma look grey. */
const MinChroma = 24;

/** Returns the classes that show a name in its colour on Kick, on the light and the dark background. */
export function nameClass(color: string | null): string {
	return ['name', hueClass(color)].filter(Boolean).join(' ');
}

/**
 * Returns the class of the hue that is closest to a colour, or `null` for grey.
 *
 * Only the hue is kept, because some colours are unreadable on one of the backgrounds. A class is used because the
 * page's policy allows no inline styles.
 *
 * @param color As `#RRGGBB`.
 */
export function hueClass(color: string | null): string | null {
	const hue = color === null ? null : hueOf(color);
	return hue === null ? null : `hue-${Math.round((hue / 360) * Hues) % Hues}`;
}

function hueOf(color: string): number | null {
	const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
	const most = Math.max(red, green, blue);
	const chroma = most - Math.min(red, green, blue);
	if (!(chroma >= MinChroma)) return null;
	if (most === red) return (60 * (green - blue)) / chroma + (green < blue ? 360 : 0);
	if (most === green) return (60 * (blue - red)) / chroma + 120;
	return (60 * (red - green)) / chroma + 240;
}
