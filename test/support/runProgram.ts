import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { PatienceMs } from './patience.js';

export const botEntry = fileURLToPath(new URL('../../dist/bot.js', import.meta.url));

export interface ProgramResult {
	code: number | null;
	output: string;
}

/** Runs a program of the package to its end, with only the given environment. */
export function runProgram(
	args: readonly string[],
	environment: Readonly<Record<string, string>>,
	folder: string
): Promise<ProgramResult> {
	return new Promise((resolve) => {
		const child = execFile(
			process.execPath,
			args,
			{ cwd: folder, env: { PATH: process.env.PATH, ...environment }, timeout: PatienceMs },
			(_error, stdout, stderr) => resolve({ code: child.exitCode, output: stdout + stderr })
		);
	});
}
