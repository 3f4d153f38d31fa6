import { z } from 'zod';
import { parseJson } from '../parseJson.js';

/** Most servers put JSON into a string inside the JSON, some do not. */
const inner = z.unknown().transform((data) => (typeof data === 'string' ? parseJson(data) : data));

export const message = z.object({
	event: z.string().max(200),
	channel: z.string().max(200).optional(),
	data: inner
});

export const hello = z.object({ activity_timeout: z.number().positive().catch(Number.POSITIVE_INFINITY) });

/** Without a code it is a remark, such as one about a subscription that exists already. */
export const complaint = z.object({
	code: z.int().nullish().catch(null),
	message: z.string().catch('')
});

export const refusal = z.object({
	type: z.string().optional().catch(undefined),
	error: z.string().optional().catch(undefined),
	status: z.number().optional().catch(undefined)
});
