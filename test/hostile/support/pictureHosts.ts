import { cut, halfAnswer, type Reply, raw } from '../../support/HttpStub.js';

const MB = 1_024 * 1_024;
export const Picture = Buffer.from('89504e470d0a1a0a', 'hex');
export const picture = raw(200, Picture, { 'content-type': 'image/png' });
export const html = '<script>alert(1)</script>';

/**
 * Answers of hosts that deliver no picture, by what they do.
 *
 * @param inside Address of an internal server, to which some redirect.
 */
export function pictureHosts(inside: string): Record<string, Reply> {
	const redirects = Object.fromEntries(
		[301, 302, 303, 307, 308].map((status) => [
			`redirects to an internal server with ${status}`,
			raw(status, '', { location: inside, 'content-type': 'image/png' })
		])
	);
	return {
		...redirects,
		'answers with a page': raw(200, html, { 'content-type': 'text/html' }),
		'answers with an SVG, which may contain scripts': raw(200, `<svg>${html}</svg>`, {
			'content-type': 'image/svg+xml'
		}),
		'answers with XML': raw(200, html, { 'content-type': 'application/xml' }),
		'answers without a type': raw(200, Picture),
		'answers with an empty type': raw(200, Picture, { 'content-type': '' }),
		'answers with two types': raw(200, html, { 'content-type': 'image/png, text/html' }),
		'answers with a type that only begins like a picture': raw(200, html, { 'content-type': 'image/pngx' }),
		'answers with a script': raw(200, 'alert(1)', { 'content-type': 'text/javascript' }),
		'answers with 10 MB': raw(200, Buffer.alloc(10 * MB), { 'content-type': 'image/png' }),
		'declares a length of 10 MB': (response) =>
			void response.writeHead(200, { 'content-type': 'image/png', 'content-length': 10 * MB }).end(Picture),
		'answers endlessly': (response) => {
			response.writeHead(200, { 'content-type': 'image/png' });
			const more = () => void (response.writable && response.write(Buffer.alloc(64 * 1_024), more));
			response.on('error', () => undefined);
			more();
		},
		'breaks off in the middle of an answer': halfAnswer,
		'hangs up': cut,
		'answers with a picture and an error status': raw(500, Picture, { 'content-type': 'image/png' }),
		'answers with a part of a picture': raw(206, Picture, { 'content-type': 'image/png' })
	};
}
