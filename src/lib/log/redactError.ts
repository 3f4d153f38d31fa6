import { withoutTokens } from './withoutTokens.js';

/**
 * Removes the secrets from an error of discord.js and returns the same object. The address of an interaction contains
 * its token, and a body may contain the address of a link.
 */
function redactError(error: unknown): unknown {
	if (!(error instanceof Error)) return error;
	const url: unknown = Reflect.get(error, 'url');
	if (typeof url === 'string') Reflect.set(error, 'url', withoutTokens(url));
	if ('requestBody' in error) Reflect.set(error, 'requestBody', { files: undefined, json: undefined });
	return error;
}

/** Awaits work and removes secrets from its error, because the framework prints it with the host bot's logger. */
export async function redactingErrors<Value>(work: Promise<Value>): Promise<Value> {
	try {
		return await work;
	} catch (error) {
		throw redactError(error);
	}
}
