import { z } from 'zod';
import { wireFlag, wireId, wireNumber, wireOptionalDate, wireOptionalText } from '../wire.js';

/** Channel in Kick's official API, which returns neither the channel id nor the chatroom id. */
export interface KickChannel {
	broadcasterUserId: number;
	slug: string;
	title: string | null;
	isLive: boolean;
	/** `null` while offline. */
	startedAt: Date | null;
	/** Number of viewers. 0 may also mean that the streamer hides it. */
	viewerCount: number;
	categoryName: string | null;
	/** Language of the stream as Kick names it, for example `en`. */
	language: string | null;
	/** Picture of the stream. Kick may send none, or for hours the last one of the previous stream (#322, #378). */
	thumbnailUrl: string | null;
}

/** Stream that is live. */
export interface KickLivestream {
	broadcasterUserId: number;
	startedAt: Date | null;
	title: string | null;
	/** Number of viewers. 0 may also mean that the streamer hides it. `null` when Kick sends none. */
	viewerCount: number | null;
}

export interface KickAccount {
	userId: number;
	username: string;
	avatarUrl: string | null;
}

/** Subscription in Kick's list. The list lags by minutes (KickDevDocs #245, #419). */
export interface ListedSubscription {
	id: string;
	appId: string | null;
	broadcasterUserId: number;
	event: string;
	version: number;
	method: string;
	createdAt: Date | null;
}

/** Result for one wanted event: its subscription, or Kick's error text. `null` when Kick sent no text. */
export type CreatedSubscription =
	| { event: string; version: number; subscriptionId: string; error?: undefined }
	| { event: string; version: number; subscriptionId?: undefined; error: string | null };

/** Channel in the website's own API, with ids that the official API does not return. */
export interface WebsiteChannel {
	/** User id of the broadcaster. */
	userId: number;
	channelId: number | null;
	chatroomId: number;
	slug: string | null;
}

/** Version of an event. Kick has only 1 today. An unreadable version is not read as 1, to avoid duplicates. */
const version = wireNumber.nullish().transform((value) => value ?? 1);

const viewerCount = z.number().int().nonnegative().nullish().catch(null);
const category = z.object({ name: wireOptionalText }).nullish().catch(null);

export const channelsAnswer = listOf(
	z
		.object({
			broadcaster_user_id: wireId,
			slug: z.string().min(1),
			stream_title: wireOptionalText,
			category,
			// Kick has named this field in webhooks like this (KickDevDocs #238).
			Category: category,
			stream: z
				.object({
					is_live: wireFlag,
					start_time: wireOptionalDate,
					viewer_count: viewerCount,
					language: wireOptionalText,
					thumbnail: wireOptionalText
				})
				.nullish()
				.catch(null)
		})
		.transform(
			(wire): KickChannel => ({
				broadcasterUserId: wire.broadcaster_user_id,
				slug: wire.slug,
				title: wire.stream_title,
				isLive: wire.stream?.is_live ?? false,
				startedAt: wire.stream?.start_time ?? null,
				viewerCount: wire.stream?.viewer_count ?? 0,
				categoryName: wire.category?.name ?? wire.Category?.name ?? null,
				language: wire.stream?.language ?? null,
				thumbnailUrl: wire.stream?.thumbnail ?? null
			})
		)
);

export const livestreamsAnswer = listOf(
	z
		.object({
			broadcaster_user: z.object({ id: wireId }),
			started_at: wireOptionalDate,
			title: wireOptionalText,
			viewer_count: viewerCount
		})
		.transform(
			(wire): KickLivestream => ({
				broadcasterUserId: wire.broadcaster_user.id,
				startedAt: wire.started_at,
				title: wire.title,
				viewerCount: wire.viewer_count ?? null
			})
		)
);

export const usersAnswer = listOf(
	z.object({ user_id: wireId, name: wireOptionalText, profile_picture: wireOptionalText }).transform(
		(wire): KickAccount => ({
			userId: wire.user_id,
			username: wire.name ?? String(wire.user_id),
			avatarUrl: wire.profile_picture
		})
	)
);

export const subscriptionsAnswer = listOf(
	z
		.object({
			id: z.string().min(1),
			app_id: wireOptionalText,
			broadcaster_user_id: wireId,
			event: z.string(),
			version,
			method: z.string().catch('webhook'),
			created_at: wireOptionalDate
		})
		.transform(
			(wire): ListedSubscription => ({
				id: wire.id,
				appId: wire.app_id,
				broadcasterUserId: wire.broadcaster_user_id,
				event: wire.event,
				version: wire.version,
				method: wire.method,
				createdAt: wire.created_at
			})
		)
);

/** Unreadable items are left out, because the ids of the others must be stored. */
export const createdSubscriptionsAnswer = listOf(
	z
		.object({ name: z.string(), version, subscription_id: wireOptionalText, error: wireOptionalText })
		.nullable()
		.catch(null)
).transform((items) => items.filter((item) => item !== null));

export const sentMessageAnswer = dataOf(
	z.object({ is_sent: z.boolean().nullish(), message_id: wireOptionalText })
).refine(({ is_sent, message_id }) => typeof is_sent === 'boolean' || message_id !== null);

export const publicKeyAnswer = dataOf(z.object({ public_key: z.string().min(1) })).transform((data) => data.public_key);

export const websiteChannelAnswer = z
	.object({
		id: wireId.nullish().catch(null),
		user_id: wireId,
		slug: wireOptionalText,
		chatroom: z.object({ id: wireId })
	})
	.transform(
		(wire): WebsiteChannel => ({
			userId: wire.user_id,
			channelId: wire.id ?? null,
			chatroomId: wire.chatroom.id,
			slug: wire.slug
		})
	);

/** Returns the schema of a successful answer, which is `{ data, message }`. */
function dataOf<Output>(data: z.ZodType<Output>): z.ZodType<Output> {
	return z.object({ data }).transform((answer) => answer.data);
}

/**
 * Returns the schema of a list. Kick sometimes sends an empty list as `null` (KickDevDocs #210). An answer without
 * `data` is rejected.
 */
function listOf<Item>(item: z.ZodType<Item>): z.ZodType<Item[]> {
	return dataOf(
		z
			.array(item)
			.nullable()
			.transform((items) => items ?? [])
	);
}
