import { createHash } from 'node:crypto';
import { colorOf, png } from '../../pictures/png.js';

const Size = { width: 320, height: 180 };
const CellSide = 20;
const Columns = Size.width / CellSide;
const Rows = Size.height / CellSide;
/** Dark corner of every picture, so that white text on it stays readable. */
const Dark = [0x12, 0x16, 0x1c];
/** How much of its colour a cell of the pattern adds. */
const PatternShare = 0.22;

/** Makes a picture of a stream: a gradient in a colour of the channel's own, with a pattern of the title's own. */
export function thumbnail(slug: string, title: string): Buffer {
	const digest = createHash('sha256').update(`${slug}\n${title}`).digest();
	const bright = brighten([...Buffer.from(colorOf(slug), 'hex')]);
	const colors = Array.from({ length: Columns * Rows }, (_, cell) => {
		const [column, row] = [cell % Columns, Math.floor(cell / Columns)];
		const isMarked = (((digest[row * 2 + (column >> 3)] ?? 0) >> (column & 7)) & 1) === 1;
		const share = 0.15 + 0.5 * ((column + row) / (Columns + Rows)) + (isMarked ? PatternShare : 0);
		return mix(Dark, bright, share);
	});
	return png(Size, (x, y) => colors[Math.floor(y / CellSide) * Columns + Math.floor(x / CellSide)] ?? '');
}

/** Scales a colour so that its strongest part is at its maximum. Black stays black. */
function brighten(color: readonly number[]): number[] {
	const factor = 255 / Math.max(1, ...color);
	return color.map((value) => value * factor);
}

/** Mixes two colours. A share of 1 is the second one. */
function mix(one: readonly number[], other: readonly number[], share: number): string {
	const channels = one.map((value, index) => Math.round(value + ((other[index] ?? 0) - value) * share));
	return Buffer.from(channels).toString('hex');
}
