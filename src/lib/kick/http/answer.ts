import { oneLine } from '../../log/oneLine.js';
import { withoutSecrets } from '../../log/withoutSecrets.js';
import { parseJson } from '../../parseJson.js';
import type { RawAnswer } from './exchange.js';

/** Answer of Kick with any status. Its form is not trusted. */
export interface KickAnswer {
	status: number;
	/** Parsed body. `undefined` when it is not JSON. */
	json: unknown;
	/** Body as text. Empty for an HTML page, which contains no error text of Kick's API. */
	text: string;
	/** `true` for a web page, such as the challenge of Kick's firewall. */
	isHtml: boolean;
	retryAfterMs: number | null;
	/** Time of the answer by Kick's clock. `null` without a date. */
	date: Date | null;
	/** Kick's text about a failure in one short line, without secrets of the request. `null` for a success. */
	detail: string | null;
}

/**
 * Reads a raw answer.
 *
 * @param secrets Values to remove from {@link KickAnswer.detail}, in case Kick repeats them.
 */
export function readAnswer(raw: RawAnswer, secrets: readonly string[]): KickAnswer {
	const contentType = raw.headers['content-type']?.toLowerCase() ?? '';
	const text = raw.body.toString('utf8');
	const isHtml = contentType.includes('html') || /^\s*<(!doctype|html)/i.test(text);
	const json = isHtml ? undefined : parseBody(text, contentType);
	return {
		status: raw.status,
		json,
		text: isHtml ? '' : text,
		isHtml,
		retryAfterMs: parseRetryAfter(raw.headers['retry-after']),
		date: parseDate(raw.headers.date),
		detail: isHtml || raw.status < 400 ? null : shorten(json === undefined ? text : wordsOf(json), secrets)
	};
}

function parseDate(header: string | undefined): Date | null {
	const date = new Date(header ?? Number.NaN);
	return Number.isNaN(date.getTime()) ? null : date;
}

/** Parses a JSON body. Also tries plain text, because servers in Go label JSON like that by default. */
function parseBody(text: string, contentType: string): unknown {
	return /json|text\/plain|^$/.test(contentType) ? parseJson(text) : undefined;
}

/** Returns the error text. Kick has no error codes, so the text is in `data` or in OAuth's two fields. */
function wordsOf(json: unknown): string {
	if (typeof json === 'string') return json;
	if (typeof json !== 'object' || json === null) return '';
	const fields = new Map<string, unknown>(Object.entries(json));
	for (const name of ['data', 'error_description', 'error', 'message']) {
		const value = fields.get(name);
		if (typeof value === 'string' && value.trim() !== '') return value;
	}
	return '';
}

function shorten(text: string, secrets: readonly string[]): string | null {
	return oneLine(withoutSecrets(text, secrets)) || null;
}

/** Maximum pause that Kick can ask for, because a wrong header must not silence a channel. */
const MaxPauseMs = 60_000;

/**
 * Reads `Retry-After`, seconds or an HTTP date, as milliseconds from now.
 *
 * @returns At most 60,000. `null` when absent or unreadable.
 */
export function parseRetryAfter(header: string | undefined, now = Date.now()): number | null {
	const text = header?.trim();
	if (!text) return null;
	const waitMs = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : httpDate(text) - now;
	return Number.isNaN(waitMs) ? null : Math.min(Math.max(Math.ceil(waitMs), 0), MaxPauseMs);
}

/** Parses an HTTP date, which begins with the name of a day. `Date.parse` alone accepts nearly any text. */
function httpDate(text: string): number {
	return /^[A-Za-z]{3,9}, /.test(text) ? Date.parse(text) : Number.NaN;
}
