import { z } from 'zod';
import { wireOptionalText } from '../wire.js';

/** Maximum lifetime, so that a wrong number does not become an invalid `Date`. */
const MaxSeconds = 10 * 365 * 24 * 3600;

/** Lifetime in seconds. Kick sends numbers, but its docs show strings. */
const seconds = z
	.union([
		z.number(),
		z
			.string()
			.regex(/^\d{1,12}$/)
			.transform(Number)
	])
	.pipe(z.number().nonnegative().max(MaxSeconds))
	.optional()
	.catch(undefined);

const optionalText = z.string().min(1).optional().catch(undefined);

/** Kick's token answer. Fields that the OAuth library would reject are corrected or dropped. */
export const tokenAnswer = z.object({
	access_token: z.string().min(1),
	token_type: z.string().min(1).catch('Bearer'),
	expires_in: seconds,
	refresh_token: optionalText,
	refresh_expires_in: seconds,
	scope: optionalText
});

/** OAuth error answer. Other answers have no `error`. */
export const oauthErrorAnswer = z.object({ error: z.string() });

export interface Introspection {
	active: boolean;
	scopes: string[];
	expiresAt: Date | null;
	kind: 'user' | 'app' | null;
}

export const introspectionAnswer = z
	.object({
		data: z.object({
			active: z.boolean(),
			scope: wireOptionalText,
			exp: z.number().positive().max(8.64e12).nullish().catch(null),
			token_type: z.enum(['user', 'app']).nullish().catch(null)
		})
	})
	.transform(
		({ data }): Introspection => ({
			active: data.active,
			scopes: splitScopes(data.scope),
			expiresAt: data.exp ? new Date(data.exp * 1000) : null,
			kind: data.token_type ?? null
		})
	);

export function splitScopes(scope: string | null | undefined): string[] {
	return scope?.split(/\s+/).filter(Boolean) ?? [];
}
