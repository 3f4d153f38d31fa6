import { z } from 'zod';

const pusher = z.object({
	provider: z.literal('pusher'),
	credentials: z.object({
		app_key: z.string().regex(/^[\w-]{1,64}$/),
		cluster: z.string().regex(/^[a-z0-9-]{1,32}$/)
	})
});

const centrifugo = z.object({
	provider: z.literal('centrifugo'),
	credentials: z.object({ url: z.string().max(500) })
});

const offer = z.union([pusher, centrifugo]);

/** Offers. One that cannot be read must not hide the others. */
const offers = z.array(offer.nullable().catch(null)).max(20);

/** Answer about the connection. Kick has sent both a list and a single offer. */
export const connectionAnswer = z.union([
	z.object({ data: z.object({ connections: offers }) }).transform(({ data }) => data.connections),
	z.object({ data: offer }).transform(({ data }) => [data]),
	offer.transform((only) => [only])
]);

export const tokenAnswer = z.object({
	data: z.object({
		token: z
			.string()
			.max(8192)
			.regex(/^[\x21-\x7e]+$/)
	})
});

export type Offer = z.infer<typeof offer>;
