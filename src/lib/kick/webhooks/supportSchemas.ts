import { z } from 'zod';
import type {
	KickFollow,
	KickKicksGifted,
	KickRewardRedemption,
	KickSubscription,
	KickSubscriptionGifts
} from '../events/index.js';
import { wireList, wireNumber, wireOptionalDate, wireOptionalText } from '../wire.js';
import { optionalUser, requiredUser } from './userSchema.js';

export const follow = z
	.object({ broadcaster: requiredUser, follower: requiredUser })
	.transform((wire): KickFollow => ({ broadcaster: wire.broadcaster, follower: wire.follower }));

export const subscription = z
	.object({
		broadcaster: requiredUser,
		subscriber: requiredUser,
		duration: wireNumber.catch(1),
		created_at: wireOptionalDate,
		expires_at: wireOptionalDate
	})
	.transform(
		(wire): KickSubscription => ({
			broadcaster: wire.broadcaster,
			subscriber: wire.subscriber,
			months: wire.duration,
			createdAt: wire.created_at,
			expiresAt: wire.expires_at
		})
	);

export const subscriptionGifts = z
	.object({
		broadcaster: requiredUser,
		gifter: optionalUser,
		giftees: wireList(optionalUser),
		created_at: wireOptionalDate,
		expires_at: wireOptionalDate
	})
	.transform(
		(wire): KickSubscriptionGifts => ({
			broadcaster: wire.broadcaster,
			gifter: wire.gifter,
			giftees: wire.giftees.filter((giftee) => giftee !== null),
			createdAt: wire.created_at,
			expiresAt: wire.expires_at
		})
	);

export const rewardRedemption = z
	.object({
		id: z.string().min(1),
		broadcaster: requiredUser,
		redeemer: requiredUser,
		reward: z.object({
			id: z.string(),
			title: z.string().catch(''),
			cost: wireNumber.catch(0),
			description: wireOptionalText
		}),
		user_input: wireOptionalText,
		status: z.string().catch(''),
		redeemed_at: wireOptionalDate
	})
	.transform(
		(wire): KickRewardRedemption => ({
			id: wire.id,
			broadcaster: wire.broadcaster,
			redeemer: wire.redeemer,
			reward: wire.reward,
			userInput: wire.user_input,
			status: wire.status,
			redeemedAt: wire.redeemed_at
		})
	);

export const kicksGifted = z
	.object({
		broadcaster: requiredUser,
		sender: requiredUser,
		gift: z.object({
			amount: wireNumber,
			name: z.string().catch(''),
			type: wireOptionalText,
			tier: wireOptionalText,
			message: wireOptionalText,
			pinned_time_seconds: wireNumber.nullish().catch(null)
		}),
		created_at: wireOptionalDate
	})
	.transform(
		({ broadcaster, sender, gift, created_at }): KickKicksGifted => ({
			broadcaster,
			sender,
			gift: {
				amount: gift.amount,
				name: gift.name,
				type: gift.type,
				tier: gift.tier,
				message: gift.message,
				pinnedSeconds: gift.pinned_time_seconds ?? null
			},
			createdAt: created_at
		})
	);
