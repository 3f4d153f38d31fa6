// Type guards for parsed JSON. They only accept values that the schemas in `wire.ts` accept unchanged.

export function isJsonObject(json: unknown): json is Record<string, unknown> {
	return typeof json === 'object' && json !== null && !Array.isArray(json);
}

export function isMissing(json: unknown): json is null | undefined {
	return json === null || json === undefined;
}

/** Whether a value is a numeric id. An id sent as text is left to `wireId`. */
export function isId(json: unknown): json is number {
	return typeof json === 'number' && Number.isSafeInteger(json) && json >= 0;
}

export function isOptionalText(json: unknown): json is string | null | undefined {
	return typeof json === 'string' || isMissing(json);
}

export function isOptionalFlag(json: unknown): json is boolean | null | undefined {
	return typeof json === 'boolean' || isMissing(json);
}
