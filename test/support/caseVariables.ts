import { readFileSync } from 'node:fs';

/** Returns the variables of a case as `docker run --env-file` passes them: with their quotes. */
export function caseVariables(name: string): Record<string, string> {
	const lines = readFileSync(`test/cases/${name}/variables.env`, 'utf8').split('\n').filter(Boolean);
	return Object.fromEntries(lines.map((line) => /^([^=]+)=(.*)$/.exec(line)!.slice(1) as [string, string]));
}
