import { z } from 'zod';

const seconds = z.number().nonnegative().catch(0);

const lifetime = z.object({ expires: z.boolean().catch(false), ttl: seconds });

const dismissal = z.object({ code: z.int().catch(0), reason: z.string().catch('') });

/** Reply of the server to a command. */
export const reply = z.object({
	id: z.int().positive(),
	error: z.object({ code: z.int(), message: z.string().catch('') }).nullish(),
	connect: lifetime.extend({ ping: seconds }).nullish(),
	refresh: lifetime.nullish()
});

/** Message that the server sends without a command. */
export const push = z.object({
	push: z.object({
		channel: z.string().max(200).catch(''),
		pub: z
			.object({ data: z.object({ event: z.string().max(200), data: z.unknown() }) })
			.optional()
			.catch(undefined),
		unsubscribe: dismissal.nullish(),
		disconnect: dismissal.nullish()
	})
});

export type Reply = z.infer<typeof reply>;
export type Push = z.infer<typeof push>['push'];
export type Lifetime = z.infer<typeof lifetime>;
