import { crc32, deflateSync } from 'node:zlib';

const Side = 28;
const Signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** 8 bits for each of red, green and blue. */
const TrueColor = [8, 2, 0, 0, 0];

/** A square in a colour of the emote's own. @see https://www.w3.org/TR/png-3/ */
export function emotePicture(emoteId: string): Buffer {
	const color = crc32(emoteId).toString(16).padStart(8, '0').slice(2);
	const row = Buffer.concat([Buffer.from([0]), Buffer.from(color.repeat(Side), 'hex')]);
	const pixels = Buffer.concat(Array.from({ length: Side }, () => row));
	return Buffer.concat([
		Signature,
		chunk('IHDR', Buffer.concat([uint32(Side), uint32(Side), Buffer.from(TrueColor)])),
		chunk('IDAT', deflateSync(pixels)),
		chunk('IEND', Buffer.alloc(0))
	]);
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
