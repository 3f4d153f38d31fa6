import { z } from 'zod';
import type { KickBadge, KickUser } from '../events/index.js';
import { wireFlag, wireId, wireList, wireOptionalText } from '../wire.js';

export type WireBadge = z.output<typeof badge>;
export type WireIdentity = z.output<typeof identity>;
type WireUser = z.output<typeof wireUser>;

const badge = z.object({ type: z.string(), text: z.string().catch(''), count: z.number().optional().catch(undefined) });

/** Badges in webhooks and on the socket. Unreadable ones are left out. */
export const wireBadges = wireList(badge.nullable().catch(null)).transform((items) =>
	items.filter((item) => item !== null).map(toBadge)
);

/** Only `#RRGGBB` is accepted, because a color may end up in a style. */
export const ColorPattern = /^#[0-9A-Fa-f]{6}$/;

export const wireColor = z
	.string()
	.regex(ColorPattern)
	.nullish()
	.catch(null)
	.transform((color) => color ?? null);

/** Color and badges. Only the sender of a chat message has them. */
const identity = z.object({ username_color: wireColor, badges: wireBadges });

const wireUser = z.object({
	is_anonymous: wireFlag,
	user_id: wireId.nullish(),
	username: wireOptionalText,
	is_verified: wireFlag,
	profile_picture: wireOptionalText,
	channel_slug: wireOptionalText,
	identity: identity.nullish().catch(null)
});

const person = wireUser.nullish().transform((wire) => (wire ? toUser(wire) : null));

/** User who may be anonymous, missing or unreadable. */
export const optionalUser = person.catch(null);

/** User that an event must have. */
export const requiredUser = person.transform((user, context): KickUser => {
	if (user) return user;
	context.addIssue({ code: 'custom', message: 'no user id' });
	return z.NEVER;
});

/** Returns the slug that Kick usually makes from a name. */
export function guessSlug(username: string): string {
	return username.toLowerCase().replaceAll('_', '-');
}

/** Converts a user. Returns `null` for an anonymous user and for one without an id. */
export function toUser(wire: WireUser): KickUser | null {
	if (wire.is_anonymous || typeof wire.user_id !== 'number') return null;
	const username = wire.username ?? wire.channel_slug ?? String(wire.user_id);
	return {
		id: wire.user_id,
		username,
		slug: wire.channel_slug ?? guessSlug(username),
		avatarUrl: wire.profile_picture,
		isVerified: wire.is_verified,
		color: wire.identity?.username_color ?? null,
		badges: wire.identity?.badges ?? []
	};
}

export function toBadge({ type, text, count }: WireBadge): KickBadge {
	return count === undefined ? { type, text } : { type, text, count };
}
