import type { z } from 'zod';

const MaxProblems = 5;

/** Describes schema errors in one line for the log, without the values. */
export function schemaProblems({ issues }: z.ZodError, whole: string): string {
	return issues
		.slice(0, MaxProblems)
		.map(({ path, message }) => `${path.join('.') || whole}: ${message}`)
		.join('; ');
}
