const ByteOrderMark = '\uFEFF';

/** Parses JSON. Returns `undefined` for any other text; `null` is JSON. */
export function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** As {@link parseJson}, for the body of an event: it may begin with a byte order mark. */
export function parsePayload(payload: string): unknown {
	return parseJson(payload.startsWith(ByteOrderMark) ? payload.slice(1) : payload);
}
