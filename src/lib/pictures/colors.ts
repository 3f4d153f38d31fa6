/** Colours of the picture. It has its own background, so it looks the same in Discord's light and dark theme. */
export const Palette = {
	ground: '#1e1f22',
	track: '#2b2d31',
	text: '#f2f3f5',
	faint: '#b5bac1',
	bar: '#53fc18'
} as const;

/** Minimum contrast for large shapes. @see https://www.w3.org/WAI/WCAG22/Understanding/non-text-contrast */
const MinContrast = 3;

/** Returns the colour of the viewer's name if it is visible on the background, else the default colour. */
export function barColor(color: string | null): string {
	const isVisible = color !== null && /^#[0-9a-f]{6}$/i.test(color) && contrast(color, Palette.track) >= MinContrast;
	return isVisible ? color : Palette.bar;
}

/** Returns the contrast by WCAG 2.2, from 1 to 21. */
export function contrast(one: string, other: string): number {
	const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b);
	return (lighter! + 0.05) / (darker! + 0.05);
}

function luminance(color: string): number {
	const [red, green, blue] = [1, 3, 5].map((start) => {
		const value = Number.parseInt(color.slice(start, start + 2), 16) / 255;
		return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}
