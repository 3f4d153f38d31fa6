import { z } from 'zod';
import type { KickLivestreamMetadata, KickLivestreamStatus } from '../events/index.js';
import { wireFlag, wireId, wireOptionalDate, wireOptionalText } from '../wire.js';
import { requiredUser } from './userSchema.js';

export const livestreamStatus = z
	.object({
		broadcaster: requiredUser,
		is_live: z.boolean(),
		title: wireOptionalText,
		started_at: wireOptionalDate,
		ended_at: wireOptionalDate
	})
	.transform(
		(wire): KickLivestreamStatus => ({
			broadcaster: wire.broadcaster,
			isLive: wire.is_live,
			title: wire.title,
			startedAt: wire.started_at,
			endedAt: wire.ended_at
		})
	);

const category = z
	.object({ id: wireId, name: z.string(), thumbnail: wireOptionalText })
	.transform(({ id, name, thumbnail }) => ({ id, name, thumbnailUrl: thumbnail }))
	.nullish()
	.catch(null);

export const livestreamMetadata = z
	.object({
		broadcaster: requiredUser,
		metadata: z
			.object({
				title: wireOptionalText,
				language: wireOptionalText,
				has_mature_content: wireFlag,
				category,
				// Kick sent this field in addition to `category` for a while (KickDevDocs #238).
				Category: category
			})
			.nullish()
			.catch(null)
	})
	.transform(
		({ broadcaster, metadata }): KickLivestreamMetadata => ({
			broadcaster,
			title: metadata?.title ?? null,
			language: metadata?.language ?? null,
			hasMatureContent: metadata?.has_mature_content ?? false,
			category: metadata?.category ?? metadata?.Category ?? null
		})
	);
