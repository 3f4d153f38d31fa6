import { inspect, types } from 'node:util';
import { escapeControls, escapedLine } from '../escapeControls.js';
import { withoutTokens } from './withoutTokens.js';

/** Longer texts are cut first, so that no foreign text makes the log slow or large. */
const MaxTextLength = 10_000;
const MaxErrorLength = 20_000;
const MaxMessageLength = 2_000;
const MaxFrames = 30;
const MaxErrors = 5;
const DeepestCause = 4;

/** What helps to find a cause. All other fields of an error stay out of the log: a library may keep a request or a password there. */
const Fields = ['code', 'status', 'errno', 'syscall', 'hostname', 'address', 'port', 'method', 'url', 'identifier'];

/**
 * A value as the log prints it: without secrets and control characters. A text is one line, and so is the message of an error; its
 * stack has lines of its own.
 */
export function logText(value: unknown): string {
	if (typeof value === 'string') return line(value, MaxTextLength);
	try {
		return isError(value) ? describeError(value, 0).slice(0, MaxErrorLength) : describeValue(value);
	} catch {
		return 'Something that cannot be shown.';
	}
}

/** Also an error of another realm. */
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

/** The stack begins with the message, which may hold lines that look like a stack. */
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
	// Twice as much is searched for secrets, so that none is cut into a part that looks like none.
	const safe = escapedLine(withoutTokens(text.slice(0, 2 * limit)));
	return safe.length > limit ? `${safe.slice(0, limit)}…` : safe;
}
