import { createHash } from 'node:crypto';
import { colorOf, png } from './png.js';

const Side = 64;
const Cells = 8;
const Background = 'e6e8ec';

/** Makes a symmetric pattern in a colour of the text's own, so that people can tell pictures apart. */
export function identicon(text: string): Buffer {
	const digest = createHash('md5').update(text).digest();
	const color = colorOf(text);
	const isFilled = (column: number, row: number) => {
		const half = Math.min(column, Cells - 1 - column);
		return ((digest[row] ?? 0) & (1 << half)) !== 0;
	};
	return png({ width: Side, height: Side }, (x, y) => {
		const [column, row] = [x, y].map((place) => Math.floor((place * Cells) / Side)) as [number, number];
		return isFilled(column, row) ? color : Background;
	});
}
