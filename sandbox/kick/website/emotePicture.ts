import { colorOf, png } from '../../pictures/png.js';

const Side = 28;

/** A square in a colour of the emote's own. */
export function emotePicture(emoteId: string): Buffer {
	const color = colorOf(emoteId);
	return png({ width: Side, height: Side }, () => color);
}
