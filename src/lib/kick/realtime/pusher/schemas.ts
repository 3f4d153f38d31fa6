import { z } from 'zod';
import { parseJson } from '../../../parseJson.js';

/** Maximum length of a name in UTF-16 code units. */
const MaxNameLength = 400;

interface PusherMessage {
	event: string;
	channel?: string;
	data: unknown;
}

/**
 * Reads the envelope of a message. Returns `null` when the text is not a message.
 *
 * Does not use a schema, because that would take longer than all other work on a message.
 */
export function readMessage(text: string): PusherMessage | null {
	const json = parseJson(text);
	if (typeof json !== 'object' || json === null) return null;
	const { event, channel: named, data } = json as Record<string, unknown>;
	const channel = named ?? undefined;
	if (!isName(event) || (channel !== undefined && !isName(channel))) return null;
	// Most servers send the data as a JSON string, some as JSON.
	return { event, channel, data: typeof data === 'string' ? parseJson(data) : data };
}

function isName(value: unknown): value is string {
	return typeof value === 'string' && value.length <= MaxNameLength;
}

export const hello = z.object({ activity_timeout: z.number().positive().catch(Number.POSITIVE_INFINITY) });

/** Error message. Without a code it is only a note, for example about an existing subscription. */
export const complaint = z.object({
	code: z.int().nullish().catch(null),
	message: z.string().catch('')
});

export const refusal = z.object({
	type: z.string().optional().catch(undefined),
	error: z.string().optional().catch(undefined),
	status: z.number().optional().catch(undefined)
});
