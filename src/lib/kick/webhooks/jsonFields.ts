// Type guards for parsed JSON. They accept nothing that the schemas of such fields in `wire.ts` refuse or replace.

export function isJsonObject(json: unknown): json is Record<string, unknown> {
	return typeof json === 'object' && json !== null && !Array.isArray(json);
}

export function isMissing(json: unknown): json is null | undefined {
	return json === null || json === undefined;
}

/** A numeric id. An id sent as text is left to `wireId`. */
export function isId(json: unknown): json is number {
	return typeof json === 'number' && Number.isSafeInteger(json) && json >= 0;
}

export function isOptionalText(json: unknown): json is string | null | undefined {
	return typeof json === 'string' || isMissing(json);
}

export function isOptionalFlag(json: unknown): json is boolean | null | undefined {
	return typeof json === 'boolean' || isMissing(json);
}
