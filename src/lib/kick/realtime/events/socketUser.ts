import { z } from 'zod';
import type { KickUser } from '../../events/index.js';
import { guessSlug, wireBadges, wireColor } from '../../webhooks/userSchema.js';
import { wireId, wireOptionalText } from '../../wire.js';

/** User as the socket sends it: without a picture (KickDevDocs #375), and verified only if a badge says so. */
export const socketUser = z
	.object({
		id: wireId,
		username: wireOptionalText,
		slug: wireOptionalText,
		identity: z.object({ color: wireColor, badges: wireBadges }).nullish().catch(null)
	})
	.transform(({ id, username, slug, identity }): KickUser => {
		const name = username ?? slug ?? String(id);
		const badges = identity?.badges ?? [];
		return {
			id,
			username: name,
			slug: slug ?? guessSlug(name),
			avatarUrl: null,
			isVerified: badges.some(({ type }) => type === 'verified'),
			color: identity?.color ?? null,
			badges
		};
	});

export const optionalSocketUser = socketUser
	.nullish()
	.catch(null)
	.transform((user) => user ?? null);
