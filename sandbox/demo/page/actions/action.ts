import { z } from 'zod';
import { Refusal } from '../http/Refusal.js';

/** Something that a person does on the page. */
export type Action = (body: unknown) => Promise<void>;

/**
 * @param run what it throws is the simulation's own reason why it can't be done.
 * @param tell shows that reason on the page.
 */
export function action<Schema extends z.ZodType>(
	schema: Schema,
	run: (input: z.output<Schema>) => Promise<unknown>,
	tell: (reason: string, input: z.output<Schema>) => void
): Action {
	return async (body) => {
		const input = schema.safeParse(body);
		if (!input.success) throw new Refusal(400, z.prettifyError(input.error));
		try {
			await run(input.data);
		} catch (error) {
			const reason = error instanceof Error ? error.message : String(error);
			tell(reason, input.data);
			throw new Refusal(422, reason);
		}
	};
}
