import { withoutTokens } from './withoutTokens.js';

/**
 * Takes the secrets out of an error of discord.js, which stays the same object: the address of an interaction holds its token, and a
 * body may hold the address of a link.
 */
function redactError(error: unknown): unknown {
	if (!(error instanceof Error)) return error;
	const url: unknown = Reflect.get(error, 'url');
	if (typeof url === 'string') Reflect.set(error, 'url', withoutTokens(url));
	if ('requestBody' in error) Reflect.set(error, 'requestBody', { files: undefined, json: undefined });
	return error;
}

/** Waits for work whose errors the framework prints, in a host bot with a logger of its own. */
export async function redactingErrors<Value>(work: Promise<Value>): Promise<Value> {
	try {
		return await work;
	} catch (error) {
		throw redactError(error);
	}
}
