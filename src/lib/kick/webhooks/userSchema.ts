import { z } from 'zod';
import type { KickBadge, KickUser } from '../events.js';
import { wireFlag, wireId, wireOptionalText } from '../wire.js';

const badge = z.object({ type: z.string(), text: z.string().catch(''), count: z.number().optional().catch(undefined) });

/** Only the sender of a chat message has one. */
const identity = z.object({
	username_color: z
		.string()
		.regex(/^#[0-9A-Fa-f]{6}$/)
		.nullish()
		.catch(null),
	badges: z.array(badge.nullable().catch(null)).nullish().catch(null)
});

const wireUser = z.object({
	is_anonymous: wireFlag,
	user_id: wireId.nullish(),
	username: wireOptionalText,
	is_verified: wireFlag,
	profile_picture: wireOptionalText,
	channel_slug: wireOptionalText,
	identity: identity.nullish().catch(null)
});

/** A person who may be anonymous or missing. */
export const optionalUser = wireUser.nullish().transform((wire): KickUser | null => {
	if (!wire || wire.is_anonymous || typeof wire.user_id !== 'number') return null;
	const username = wire.username ?? wire.channel_slug ?? String(wire.user_id);
	return {
		id: wire.user_id,
		username,
		slug: wire.channel_slug ?? username.toLowerCase().replaceAll('_', '-'),
		avatarUrl: wire.profile_picture,
		isVerified: wire.is_verified,
		color: wire.identity?.username_color ?? null,
		badges: (wire.identity?.badges ?? []).flatMap((item) => item ?? []).map(toBadge)
	};
});

/** A person whom the event makes no sense without. */
export const requiredUser = optionalUser.transform((user, context): KickUser => {
	if (user) return user;
	context.addIssue({ code: 'custom', message: 'no user id' });
	return z.NEVER;
});

function toBadge({ type, text, count }: z.output<typeof badge>): KickBadge {
	return count === undefined ? { type, text } : { type, text, count };
}
