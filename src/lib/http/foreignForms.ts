import type { Dispatcher } from 'undici';

type Dispatch = Dispatcher['dispatch'];

/**
 * Interceptor that sends forms as bytes. discord.js sends files in forms of undici 6, which undici 7 cannot read on
 * Node 20.
 */
export const foreignForms =
	(dispatch: Dispatch): Dispatch =>
	(options, handler) => {
		const form: unknown = options.body;
		if (!(form instanceof FormData)) return dispatch(options, handler);
		const encoded = new Response(form);
		const headers = withType(options.headers, encoded.headers.get('content-type') ?? '');
		encoded
			.arrayBuffer()
			.then((bytes) => dispatch({ ...options, headers, body: Buffer.from(bytes) }, handler))
			.catch((error: Error) => handler.onError?.(error));
		return true;
	};

/** Adds the content type. Headers are an object, a flat list of names and values, or a list of pairs. */
function withType(headers: Dispatcher.DispatchOptions['headers'], type: string): Dispatcher.DispatchOptions['headers'] {
	if (Array.isArray(headers)) return [...headers, 'content-type', type];
	const given = headers && Symbol.iterator in headers ? Object.fromEntries(headers) : headers;
	return { ...given, 'content-type': type };
}
