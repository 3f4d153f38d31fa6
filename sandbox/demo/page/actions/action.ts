import { z } from 'zod';
import { Refusal } from '../http/Refusal.js';

/** Action of a person on the page. */
export type Action = (body: unknown) => Promise<void>;

/**
 * @param run Performs the action. Throws the simulation's reason when it is refused.
 * @param report Shows that reason on the page.
 */
export function action<Schema extends z.ZodType>(
	schema: Schema,
	run: (input: z.output<Schema>) => Promise<unknown>,
	report: (reason: string, input: z.output<Schema>) => void
): Action {
	return async (body) => {
		const input = schema.safeParse(body);
		if (!input.success) throw new Refusal(400, z.prettifyError(input.error));
		try {
			await run(input.data);
		} catch (error) {
			const reason = error instanceof Error ? error.message : String(error);
			report(reason, input.data);
			throw new Refusal(422, reason);
		}
	};
}
