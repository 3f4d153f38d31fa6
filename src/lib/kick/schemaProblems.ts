import type { z } from 'zod';

const Most = 5;

/** One line for the log that names what did not fit, without the values. */
export function schemaProblems({ issues }: z.ZodError, whole: string): string {
	return issues
		.slice(0, Most)
		.map(({ path, message }) => `${path.join('.') || whole}: ${message}`)
		.join('; ');
}
