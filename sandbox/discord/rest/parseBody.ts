import type { z } from 'zod';
import { type FormErrors, refusals } from './DiscordError.js';

/** @throws DiscordError 50035 that names every field that does not fit, in Discord's shape. */
export function parseBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> {
	const parsed = schema.safeParse(body ?? {}, { reportInput: true });
	if (parsed.success) return parsed.data;

	const errors: FormErrors = {};
	for (const issue of parsed.error.issues) insert(errors, issue.path.map(String), describe(issue));
	throw refusals.invalidForm(errors);
}

function insert(errors: FormErrors, path: readonly string[], error: { code: string; message: string }): void {
	const [field, ...rest] = path;
	if (field === undefined) {
		const known = errors._errors;
		errors._errors = Array.isArray(known) ? [...known, error] : [error];
		return;
	}

	const known = errors[field];
	const nested = known === undefined || Array.isArray(known) ? {} : known;
	errors[field] = nested;
	insert(nested, rest, error);
}

function describe(issue: z.core.$ZodIssue): { code: string; message: string } {
	switch (issue.code) {
		case 'too_big':
			return issue.origin === 'string'
				? { code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${issue.maximum} or fewer in length.` }
				: { code: issue.origin === 'array' ? 'BASE_TYPE_BAD_LENGTH' : 'NUMBER_TYPE_MAX', message: issue.message };
		case 'too_small':
			return issue.origin === 'string'
				? { code: 'BASE_TYPE_MIN_LENGTH', message: `Must be ${issue.minimum} or more in length.` }
				: { code: issue.origin === 'array' ? 'BASE_TYPE_BAD_LENGTH' : 'NUMBER_TYPE_MIN', message: issue.message };
		case 'invalid_type':
			return issue.input === undefined
				? { code: 'BASE_TYPE_REQUIRED', message: 'This field is required' }
				: { code: 'BASE_TYPE_BAD_TYPE', message: issue.message };
		case 'custom':
			return { code: String(issue.params?.code ?? 'BASE_TYPE_INVALID'), message: issue.message };
		default:
			return { code: 'BASE_TYPE_INVALID', message: issue.message };
	}
}
