import { z } from 'zod';
import { parseJson } from '../../../parseJson.js';

/** In UTF-16 units, of which some characters need two. */
const MaxNameLength = 400;

interface PusherMessage {
	event: string;
	channel?: string;
	data: unknown;
}

/**
 * Reads the envelope of a message; `null` for what is none.
 *
 * By hand: every message comes through here, and a schema would take longer than all the rest.
 */
export function readMessage(text: string): PusherMessage | null {
	const json = parseJson(text);
	if (typeof json !== 'object' || json === null) return null;
	const { event, channel: named, data } = json as Record<string, unknown>;
	const channel = named ?? undefined;
	if (!isName(event) || (channel !== undefined && !isName(channel))) return null;
	// Most servers put JSON into a string inside the JSON, some do not.
	return { event, channel, data: typeof data === 'string' ? parseJson(data) : data };
}

function isName(value: unknown): value is string {
	return typeof value === 'string' && value.length <= MaxNameLength;
}

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
