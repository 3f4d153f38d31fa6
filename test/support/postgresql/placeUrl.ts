import type { TemporaryPlace } from '../TemporaryPlace.js';

/** Returns the place's URL with other parameters. */
export function withParameters(
	{ url }: Pick<TemporaryPlace, 'url'>,
	parameters: Record<string, string>
): { url: string } {
	const changed = new URL(url);
	for (const [name, value] of Object.entries(parameters)) changed.searchParams.set(name, value);
	return { url: changed.href };
}

export function schemaOf({ url }: Pick<TemporaryPlace, 'url'>): { schema: string } {
	return { schema: new URL(url).searchParams.get('schema')! };
}
