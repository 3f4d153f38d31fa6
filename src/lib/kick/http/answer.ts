import { parseJson } from '../../parseJson.js';
import { oneLine } from '../oneLine.js';
import type { RawAnswer } from './exchange.js';
import { withoutSecrets } from './withoutSecrets.js';

/** An answer of Kick, of any status, read without trusting its form. */
export interface KickAnswer {
	status: number;
	/** The parsed body; `undefined` when it is not JSON. */
	json: unknown;
	/** The body as text; empty for an HTML page, where Kick's words are not to be looked for. */
	text: string;
	/** `true` for a web page, such as the challenge of Kick's firewall. */
	isHtml: boolean;
	retryAfterMs: number | null;
	/** When Kick answered, by its own clock; `null` when it did not say. */
	date: Date | null;
	/** Kick's own words about a failure in one short line, without any secret of the request; `null` in a success. */
	detail: string | null;
}

/** @param secrets Values that must not show up in {@link KickAnswer.detail}, should Kick repeat them. */
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

/** Servers in Go label JSON as plain text unless told otherwise, so that is looked into as well. */
function parseBody(text: string, contentType: string): unknown {
	return /json|text\/plain|^$/.test(contentType) ? parseJson(text) : undefined;
}

/** Kick has no machine-readable error codes: the useful text is in `data`, or in OAuth's two fields. */
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

/** Kick is not trusted with longer pauses: a wrong header must not silence a channel. */
const MaxPauseMs = 60_000;

/**
 * Reads `Retry-After`, seconds or an HTTP date, as milliseconds from now.
 *
 * @returns `null` when absent or unreadable; at most 60,000.
 */
export function parseRetryAfter(header: string | undefined, now = Date.now()): number | null {
	const text = header?.trim();
	if (!text) return null;
	const waitMs = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : httpDate(text) - now;
	return Number.isNaN(waitMs) ? null : Math.min(Math.max(Math.ceil(waitMs), 0), MaxPauseMs);
}

/** HTTP dates begin with the name of a day; `Date.parse` alone would take nearly any text. */
function httpDate(text: string): number {
	return /^[A-Za-z]{3,9}, /.test(text) ? Date.parse(text) : Number.NaN;
}
