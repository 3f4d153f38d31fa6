import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { err, ok, type Result } from '@sapphire/result';
import type { ConfigProblem } from './ConfigError.js';
import type { Environment } from './Variables.js';

/**
 * Reads a `.env` file. Accepts UTF-8, and UTF-16 with a byte order mark, which editors on Windows write. A file that
 * does not exist has no variables.
 */
export function readEnvironmentFile(path: string): Result<Environment, ConfigProblem> {
	let bytes: Buffer;
	try {
		bytes = readFileSync(path);
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
		return code === 'ENOENT' ? ok({}) : err(unreadable(path, reasonOf(code)));
	}
	const text = decode(bytes);
	return text === null
		? err(unreadable(path, 'it is not text in UTF-8 or UTF-16. Save it as UTF-8'))
		: ok(parseEnv(text.replace(/\r\n?/g, '\n')));
}

function unreadable(variable: string, reason: string): ConfigProblem {
	return { variable, problem: `cannot be read: ${reason}` };
}

function reasonOf(code: string): string {
	switch (code) {
		case 'EISDIR':
			return (
				'it is a folder. Docker creates one when the file of a mount is missing. Remove the folder and ' +
				'create the file'
			);
		case 'EACCES':
		case 'EPERM':
			return `the user that runs the bot may not read it (${code}). Change the file's owner or permissions`;
		default:
			return code;
	}
}

/** Decodes a file. Returns `null` when it is not text. */
function decode(bytes: Buffer): string | null {
	const mark = bytes.subarray(0, 2).toString('hex');
	const encoding = mark === 'fffe' ? 'utf-16le' : mark === 'feff' ? 'utf-16be' : 'utf-8';
	try {
		// Drops the byte order mark.
		const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
		return text.includes('\0') ? null : text;
	} catch {
		return null;
	}
}
