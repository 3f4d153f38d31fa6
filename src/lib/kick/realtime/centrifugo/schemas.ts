import { z } from 'zod';

const seconds = z.number().nonnegative().catch(0);

const lifetime = z.object({ expires: z.boolean().catch(false), ttl: seconds });

const dismissal = z.object({ code: z.int().catch(0), reason: z.string().catch('') });

/** The server's answer to one of our commands. */
export const reply = z.object({
	id: z.int().positive(),
	error: z.object({ code: z.int(), message: z.string().catch('') }).nullish(),
	connect: lifetime.extend({ ping: seconds }).nullish(),
	refresh: lifetime.nullish()
});

/** What the server says by itself. */
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
