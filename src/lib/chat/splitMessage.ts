import { graphemes } from './graphemes.js';

export interface MessageLimits {
	/** Maximum number of grapheme clusters in one message. */
	graphemes: number;
	/** Maximum number of UTF-8 bytes in one message. */
	bytes: number;
}

/**
 * Kick's limits for one chat message.
 *
 * @see https://docs.kick.com/apis/chat
 */
export const KickMessageLimits: MessageLimits = { graphemes: 500, bytes: 2048 };

/** Piece of text that stays in one part, with its size. */
interface Piece {
	text: string;
	graphemes: number;
	bytes: number;
}

interface Word {
	/** White space before the word. */
	gap: Piece[];
	pieces: Piece[];
}

const Nothing: Piece = { text: '', graphemes: 0, bytes: 0 };

/** Replaced by spaces, because a Kick chat message has one line. */
const LineBreak = /\r\n|[\n\r\v\f\u2028\u2029]/g;
const EmoteToken = /\[emote:\d{1,20}:[^[\]\s]{1,100}\]/g;
const WhiteSpace = /^\s+$/;

/**
 * Splits a text at white space into parts that each fit into one Kick chat message.
 *
 * An emote token (`[emote:id:name]`) stays whole. A word longer than a part is split between grapheme clusters. Only a
 * cluster that is itself longer than a part is split inside.
 *
 * Line breaks become spaces, and nothing but white space is dropped. A text of white space has no parts.
 *
 * @param limits Limits of one part: at least 1 grapheme cluster and 4 bytes.
 */
export function splitMessage(text: string, limits: MessageLimits = KickMessageLimits): string[] {
	const parts: string[] = [];
	let part = Nothing;

	const fits = (piece: Piece) => piece.graphemes <= limits.graphemes && piece.bytes <= limits.bytes;
	const endPart = () => {
		if (part !== Nothing) parts.push(part.text);
		part = Nothing;
	};

	for (const { gap, pieces } of toWords(text.replace(LineBreak, ' '))) {
		const word = join(pieces);
		const longer = part === Nothing ? word : join([part, ...gap, word]);
		if (fits(longer)) {
			part = longer;
			continue;
		}

		endPart();
		if (fits(word)) {
			part = word;
			continue;
		}
		for (const piece of pieces.flatMap((whole) => cutToFit(whole, fits))) {
			const fuller = join([part, piece]);
			if (part !== Nothing && !fits(fuller)) endPart();
			part = part === Nothing ? piece : fuller;
		}
	}
	endPart();
	return parts;
}

function* toWords(text: string): Generator<Word, void, void> {
	let word: Word = { gap: [], pieces: [] };
	for (const piece of toPieces(text)) {
		if (!WhiteSpace.test(piece.text)) {
			word.pieces.push(piece);
			continue;
		}
		if (word.pieces.length > 0) {
			yield word;
			word = { gap: [], pieces: [] };
		}
		word.gap.push(piece);
	}
	if (word.pieces.length > 0) yield word;
}

/** Yields grapheme clusters. Those of an emote token are joined. */
function* toPieces(text: string): Generator<Piece, void, void> {
	const emotes = text.matchAll(EmoteToken);
	let emote = emotes.next().value;
	let index = 0;
	let token: Piece[] = [];

	for (const cluster of graphemes(text)) {
		const end = index + cluster.length;
		const piece = toPiece(cluster);
		if (!emote || end <= emote.index) {
			yield piece;
		} else {
			token.push(piece);
			if (end >= emote.index + emote[0].length) {
				yield join(token);
				token = [];
				emote = emotes.next().value;
			}
		}
		index = end;
	}
}

function cutToFit(piece: Piece, fits: (piece: Piece) => boolean): Piece[] {
	if (fits(piece)) return [piece];
	if (piece.graphemes > 1) {
		return Array.from(graphemes(piece.text), toPiece).flatMap((cluster) => cutToFit(cluster, fits));
	}
	return Array.from(piece.text, toPiece);
}

/** Measures one grapheme cluster, or a part of one. */
function toPiece(text: string): Piece {
	return { text, graphemes: 1, bytes: Buffer.byteLength(text) };
}

function join(pieces: readonly Piece[]): Piece {
	if (pieces.length === 1) return pieces[0]!;
	return {
		text: pieces.map((piece) => piece.text).join(''),
		graphemes: pieces.reduce((sum, piece) => sum + piece.graphemes, 0),
		bytes: pieces.reduce((sum, piece) => sum + piece.bytes, 0)
	};
}
