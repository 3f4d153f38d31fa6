import { decodeTime, encodeTime, TIME_LEN, TIME_MAX } from 'ulid';

/**
 * Numbers per millisecond. `seq` is the millisecond of the receipt times this, plus a counter. So a range of times is a
 * range of numbers.
 */
export const SeqsPerMs = 2_048;
const CounterLength = 16;
/** A counter fits into the last characters of an id. All characters between the time and these are zero. */
const CounterDigits = 3;

/** Returns the id of an event as people and the API see it: the 26 characters of a ULID, in the order of `seq`. */
export function toLogId(seq: number | bigint | string): string {
	const number = Number(seq);
	return encodeTime(Math.floor(number / SeqsPerMs), TIME_LEN) + encodeTime(number % SeqsPerMs, CounterLength);
}

/**
 * Returns the number of an event, or `null` for a text that is no id of the log. Ids of version 0.1 are none, because
 * its rows have new numbers.
 */
export function parseLogId(id: string): number | null {
	const counter = id.slice(TIME_LEN);
	const zeros = '0'.repeat(CounterLength - CounterDigits);
	if (id.length !== TIME_LEN + CounterLength || !counter.startsWith(zeros)) return null;
	try {
		const low = decodeTime(counter.slice(-CounterDigits).padStart(TIME_LEN, '0') + '0'.repeat(CounterLength));
		return low < SeqsPerMs ? decodeTime(id) * SeqsPerMs + low : null;
	} catch {
		return null;
	}
}

/** Returns the lower bound, exclusive, of the numbers of a millisecond. */
export function seqOfTime(date: Date): number {
	const time = date.getTime();
	// Beyond this, numbers are no longer safe integers.
	const latest = Math.floor(Number.MAX_SAFE_INTEGER / SeqsPerMs) - 1;
	return Number.isNaN(time) ? 0 : Math.min(Math.max(time, 0), latest, TIME_MAX) * SeqsPerMs;
}

/** Sorts after all ids of version 0.1 in every usual collation, because those ids begin with a digit. */
export const HighestOldId = 'Z';

/**
 * Returns the position of an id in the log, or `null` for any other text.
 *
 * Also accepts an id of version 0.1, or the first 10 characters of an id. Their position is the time that they begin
 * with.
 */
export function positionOf(id: string): number | null {
	const exact = parseLogId(id);
	if (exact !== null || (id.length !== TIME_LEN && id.length !== TIME_LEN + CounterLength)) return exact;
	try {
		return seqOfTime(new Date(decodeTime(id.padEnd(TIME_LEN + CounterLength, '0'))));
	} catch {
		return null;
	}
}

/**
 * Returns the number of the next event: above the last one, and in the millisecond of its receipt unless that is past.
 */
export function nextSeq(last: number, receivedAt: Date): number {
	return Math.max(last, seqOfTime(receivedAt)) + 1;
}

/**
 * Returns the number of the event before one: below it, and in the millisecond of its receipt where that is earlier.
 */
export function previousSeq(next: number, receivedAt: Date): number {
	return Math.min(next, seqOfTime(receivedAt) + SeqsPerMs) - 1;
}
