import { inspect, types } from 'node:util';
import { escapeControls, escapedLine } from '../escapeControls.js';
import { withoutTokens } from './withoutTokens.js';

/** Longer texts are cut off first, so that no text from outside makes the log slow or large. */
const MaxTextLength = 10_000;
const MaxErrorLength = 20_000;
const MaxMessageLength = 2_000;
const MaxFrames = 30;
const MaxErrors = 5;
const DeepestCause = 4;

/**
 * Fields of errors that help to find a cause. Others are not logged, because they may contain a request or a password.
 */
const Fields = ['code', 'status', 'errno', 'syscall', 'hostname', 'address', 'port', 'method', 'url', 'identifier'];

/**
 * Formats a value for the log, without secrets and control characters. A text is one line, and so is the message of an
 * error. The stack has its own lines.
 */
export function logText(value: unknown): string {
	if (typeof value === 'string') return line(value, MaxTextLength);
	try {
		return isError(value) ? describeError(value, 0).slice(0, MaxErrorLength) : describeValue(value);
	} catch {
		return 'A value that cannot be shown.';
	}
}

/** Whether a value is an error, also one of another realm. */
function isError(value: unknown): value is Error {
	return value instanceof Error || types.isNativeError(value);
}

function describeError(error: Error, depth: number): string {
	const lines = [line(`${error.name}: ${error.message}`, MaxMessageLength), ...frames(error)];
	const fields = Fields.flatMap((name) => field(error, name));
	if (fields.length > 0) lines.push(`    ${fields.join(', ')}`);
	if (depth < DeepestCause) lines.push(...causes(error).map((cause) => describeCause(cause, depth + 1)));
	return lines.join('\n');
}

function describeCause(cause: unknown, depth: number): string {
	const text = isError(cause) ? describeError(cause, depth) : line(String(cause), MaxMessageLength);
	return `  [cause]: ${text.replaceAll('\n', '\n  ')}`;
}

function causes(error: Error): unknown[] {
	const errors = error instanceof AggregateError ? error.errors.slice(0, MaxErrors) : [];
	return error.cause === undefined ? errors : [error.cause, ...errors];
}

/** Returns the stack frames. Skips the message first, because it may contain lines that look like frames. */
function frames({ message, stack }: Error): string[] {
	if (typeof stack !== 'string') return [];
	const start = stack.indexOf(message);
	const rest = start < 0 ? stack : stack.slice(start + message.length);
	const lines = rest.split('\n').filter((text) => /^\s+at /.test(text));
	return lines.slice(0, MaxFrames).map((text) => `    ${line(text, MaxMessageLength)}`);
}

function field(error: Error, name: string): string[] {
	const value: unknown = Reflect.get(error, name);
	if (typeof value === 'number') return [`${name}: ${value}`];
	return typeof value === 'string' && value !== '' ? [`${name}: ${line(value, MaxMessageLength)}`] : [];
}

function describeValue(value: unknown): string {
	const text = escapeControls(withoutTokens(inspect(value).slice(0, MaxTextLength)));
	return text.replaceAll('\n', '\n    ');
}

function line(text: string, limit: number): string {
	// Searches twice the limit for secrets, so that none is cut into a part that no pattern matches.
	const safe = escapedLine(withoutTokens(text.slice(0, 2 * limit)));
	return safe.length > limit ? `${safe.slice(0, limit)}…` : safe;
}
