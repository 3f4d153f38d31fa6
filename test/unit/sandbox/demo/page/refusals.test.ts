import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { send } from './PageClient.js';
import { type StartedPage, startedPage } from './startedPage.js';

describe('the sandbox page', () => {
	let started: StartedPage;
	let url: string;
	let headers: Record<string, string>;
	const message = JSON.stringify({ as: 'mia', text: 'hello' });

	beforeAll(async () => {
		started = await startedPage();
		url = started.page.url;
		headers = { 'content-type': 'application/json', origin: new URL(url).origin };
	});

	afterAll(() => started.stop());

	const postMessage = (changed: Record<string, string | undefined>, body = message) => {
		const sent = Object.entries({ ...headers, ...changed }).filter(([, value]) => value !== undefined);
		return send(`${url}discord/messages`, Object.fromEntries(sent), body);
	};

	it('is served with a strict policy, and without anything inline', async () => {
		const { status, headers, body } = await send(url);

		expect(status).toBe(200);
		expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/);
		expect(headers['content-security-policy']).not.toContain('unsafe');
		expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
		expect(body).not.toMatch(/<style|<script(?! type="module" src=")| style=| on[a-z]+=/);
	});

	it.each(['127.0.0.1', '127.0.0.1:80', 'localhost', 'LOCALHOST:4000'])('answers to the name %s', async (host) => {
		expect((await send(url, { host })).status).toBe(200);
	});

	it.each(['example.org', '127.0.0.1.example.org', 'localhost.', 'localhost@example.org', '192.168.0.1'])(
		'does not answer to the name %j',
		async (host) => {
			expect((await send(url, { host })).status).toBe(403);
			expect((await send(`${url}events`, { host })).status).toBe(403);
		}
	);

	it.each([
		['another origin', { origin: 'https://example.org' }],
		['no origin at all', { origin: undefined }],
		['an opaque origin', { origin: 'null' }],
		['another site', { 'sec-fetch-site': 'cross-site' }],
		['the same site with another port', { origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' }]
	])('refuses a message from %s', async (_, changed) => {
		const { status, body } = await postMessage(changed);
		expect([status, body]).toEqual([403, '{"error":"Only the sandbox page itself may send this."}']);
	});

	it.each([undefined, 'text/plain', 'application/x-www-form-urlencoded', 'application/jsonp'])(
		'refuses a message of the type %s',
		async (type) => {
			expect((await postMessage({ 'content-type': type })).status).toBe(415);
		}
	);

	it.each([
		['no JSON', 'as=mia'],
		['nothing', ''],
		['no object', '"hello"'],
		['no text', '{"as":"mia"}'],
		['a stranger as author', '{"as":"eve","text":"hello"}']
	])('refuses %s', async (_, body) => {
		expect((await postMessage({}, body)).status).toBe(400);
	});

	it('takes 16 KiB, and not a byte more, also in chunks', async () => {
		const padded = (size: number) => message.padEnd(size, ' ');

		expect((await postMessage({}, padded(16 * 1024))).status).toBe(204);
		expect((await postMessage({}, padded(16 * 1024 + 1))).status).toBe(413);
		expect((await postMessage({ 'transfer-encoding': 'chunked' }, padded(16 * 1024 + 1))).status).toBe(413);
	});

	it.each([
		['GET', 'nothing', 404, undefined],
		['GET', 'discord/messages', 405, 'POST'],
		['POST', '', 405, 'GET'],
		['POST', 'events?x=1', 405, 'GET']
	])('answers %s /%s with %i', async (method, path, status, allow) => {
		const answer = await send(url + path, headers, method === 'GET' ? undefined : '{}');
		expect([answer.status, answer.headers.allow]).toEqual([status, allow]);
	});
});
