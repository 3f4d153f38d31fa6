/**
 * Compares a path with a pattern whose segments may be placeholders: `:name` or `{name}`.
 *
 * @returns The segments in place of the placeholders as they came, or `null` when the path is another one.
 */
export function matchPath(pattern: string, path: string): Record<string, string> | null {
	const wanted = pattern.split('/');
	const given = path.split('/');
	if (wanted.length !== given.length) return null;

	const params: Record<string, string> = {};
	for (const [index, segment] of wanted.entries()) {
		const value = given[index] ?? '';
		const placeholder = /^(?::(.*)|\{(.*)\})$/.exec(segment);
		if (placeholder !== null) params[placeholder[1] ?? placeholder[2] ?? ''] = value;
		else if (segment !== value) return null;
	}
	return params;
}

/** Decodes a segment of a path. A malformed one stays as it is. */
export function decodeSegment(segment: string): string {
	try {
		return decodeURIComponent(segment);
	} catch {
		return segment;
	}
}
