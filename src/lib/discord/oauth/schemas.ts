import { z } from 'zod';
import { PictureHash } from '../pictureHash.js';

const snowflake = z.string().regex(/^\d{1,20}$/);
/** Hash of a picture, or `null` without one. A form that is not known yet must not lock people out of the dashboard. */
const pictureHash = z.string().regex(PictureHash).nullish().catch(null);

/** @see https://docs.discord.com/developers/topics/rate-limits#exceeding-a-rate-limit */
export const rateLimitAnswer = z
	.object({ retry_after: z.number().nonnegative().catch(5), global: z.boolean().catch(false) })
	.catch({ retry_after: 5, global: true });

export const oauthErrorAnswer = z.object({ error: z.string() });

/** @see https://docs.discord.com/developers/topics/oauth2#authorization-code-grant-access-token-response */
export const tokenAnswer = z.object({
	access_token: z.string().regex(/^[\x21-\x7e]+$/),
	token_type: z.string(),
	expires_in: z
		.number()
		.positive()
		.max(366 * 24 * 3600),
	scope: z.string()
});

/** @see https://docs.discord.com/developers/resources/user#user-object */
export const userAnswer = z.object({
	id: snowflake,
	username: z.string().min(1),
	global_name: z.string().min(1).nullish().catch(null),
	avatar: pictureHash
});

/** @see https://docs.discord.com/developers/resources/user#get-current-user-guilds */
export const guildsAnswer = z.array(
	z.object({
		id: snowflake,
		name: z.string(),
		icon: pictureHash,
		owner: z.boolean().catch(false),
		permissions: z.string().regex(/^\d{1,40}$/)
	})
);
