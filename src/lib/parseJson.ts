const ByteOrderMark = '\uFEFF';

/** Parses JSON. Returns `undefined` for any other text, because `null` is JSON. */
export function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** Parses the body of an event like {@link parseJson}. The body may begin with a byte order mark. */
export function parsePayload(payload: string): unknown {
	return parseJson(payload.startsWith(ByteOrderMark) ? payload.slice(1) : payload);
}
