/** HTTP answer of the simulated Kick. */
export interface Answer {
	status: number;
	headers: Record<string, string>;
	body: string | Buffer;
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
	return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

export function html(status: number, body: string, headers: Record<string, string> = {}): Answer {
	return { status, headers: { 'content-type': 'text/html; charset=utf-8', ...headers }, body };
}

export function redirect(location: string): Answer {
	return { status: 302, headers: { location }, body: '' };
}

export const noContent = (): Answer => ({ status: 204, headers: {}, body: '' });

/** Success in the envelope of the public API. */
export const ok = (data: unknown, extra: object = {}): Answer => json(200, { data, message: 'OK', ...extra });

/** Errors of the public API have no code: the useful text, if any, is the string in `data`. */
export const badRequest = (data: unknown = {}): Answer => json(400, { data, message: 'Bad request' });
export const unauthorized = (): Answer => json(401, { data: {}, message: 'Unauthorized' });
export const forbidden = (): Answer => json(403, { data: {}, message: 'Forbidden' });
export const notFound = (): Answer => json(404, { data: {}, message: 'Not found' });
export const serverError = (data: unknown = {}): Answer => json(500, { data, message: 'Internal server error' });

/** Errors of the OAuth host have another shape. */
export const oauthError = (error: string, description?: string): Answer =>
	json(400, description === undefined ? { error } : { error, error_description: description });
export const invalidOAuthRequest = (): Answer => oauthError('Invalid request');

/** Kick's edge refuses requests in two ways, before they reach Kick's own servers. */
export const edgeBlockedJson = (): Answer =>
	json(403, { error: 'Request blocked by security policy.', reference: '9e4db7e3' }, { server: 'cloudflare' });
export const edgeBlockedHtml = (): Answer =>
	html(
		403,
		'<!DOCTYPE html><html><head><title>Just a moment...</title></head>' +
			'<body><h1>Checking your browser before you go on</h1></body></html>',
		{ server: 'cloudflare', 'cf-mitigated': 'challenge' }
	);
export const notFoundPage = (): Answer =>
	html(
		404,
		'<!DOCTYPE html><html><head><title>404</title></head>' +
			'<body><h1>404: This page could not be found.</h1></body></html>'
	);
