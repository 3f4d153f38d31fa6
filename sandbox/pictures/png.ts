import { crc32, deflateSync } from 'node:zlib';

const Signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** 8 bits for each of red, green and blue. */
const TrueColor = [8, 2, 0, 0, 0];

/** Size of a picture in pixels. */
export interface PictureSize {
	width: number;
	height: number;
}

/**
 * Makes a PNG.
 *
 * @param colorAt Returns the colour of a pixel as six hex digits.
 * @see https://www.w3.org/TR/png-3/
 */
export function png({ width, height }: PictureSize, colorAt: (x: number, y: number) => string): Buffer {
	const columns = Array.from({ length: width }, (_, x) => x);
	const rows = Array.from({ length: height }, (_, y) => `00${columns.map((x) => colorAt(x, y)).join('')}`);
	return Buffer.concat([
		Signature,
		chunk('IHDR', Buffer.concat([uint32(width), uint32(height), Buffer.from(TrueColor)])),
		chunk('IDAT', deflateSync(Buffer.from(rows.join(''), 'hex'))),
		chunk('IEND', Buffer.alloc(0))
	]);
}

/** Returns a colour of the text's own, as six hex digits. */
export function colorOf(text: string): string {
	return crc32(text).toString(16).padStart(8, '0').slice(2);
}

function chunk(type: string, data: Buffer): Buffer {
	const content = Buffer.concat([Buffer.from(type), data]);
	return Buffer.concat([uint32(data.length), content, uint32(crc32(content))]);
}

function uint32(value: number): Buffer {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32BE(value);
	return bytes;
}
