import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KickError } from '../../../../src/lib/kick/errors.js';
import { KickHttp, type KickHttpOptions } from '../../../../src/lib/kick/http/KickHttp.js';
import { cut, HttpStub, halfAnswer, json, raw, silence } from '../../../support/HttpStub.js';

let stub: HttpStub;
let http: KickHttp;

function client(options: Partial<KickHttpOptions> = {}): KickHttp {
	http = new KickHttp({ baseUrl: stub.baseUrl, retryDelayMs: 1, ...options });
	return http;
}

async function errorOf(call: Parameters<KickHttp['call']>[0]): Promise<KickError> {
	return (await http.call(call)).unwrapErr();
}

beforeEach(async () => {
	stub = await HttpStub.start();
	client();
});

afterEach(async () => {
	await stub.stop();
	await http.close();
});

const get = { method: 'GET', path: '/thing' } as const;
const post = { method: 'POST', path: '/thing', json: { content: 'hi' } } as const;

describe('a request', () => {
	it('identifies the caller, with the version of the package', async () => {
		stub.reply(json(200, {}));
		await http.call(get);
		const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
		expect(stub.requests[0]?.headers['user-agent']).toMatch(`sapphire-plugin-kick/${version} (+https://`);
		expect(stub.requests[0]?.headers.accept).toBe('application/json');
	});

	it('carries token, query and JSON body', async () => {
		stub.reply(json(200, {}));
		const query = new URLSearchParams([
			['id', '1'],
			['id', '2']
		]);
		await http.call({ method: 'POST', path: '/x', query, bearer: 'token-1', json: { content: 'ü' } });
		const [request] = stub.requests;
		expect(request).toMatchObject({ method: 'POST', path: '/x', body: '{"content":"ü"}' });
		expect(request?.query.getAll('id')).toEqual(['1', '2']);
		expect(request?.headers).toMatchObject({ authorization: 'Bearer token-1', 'content-type': 'application/json' });
	});

	it('is refused before it is sent when the token cannot be valid', async () => {
		const error = await errorOf({ ...get, bearer: 'a\r\nHost: evil' });
		expect(error.code).toBe('unauthorized');
		expect(stub.requests).toHaveLength(0);
	});
});

describe('an answer', () => {
	it.each([
		['JSON', 'application/json', '{"a":1}', { a: 1 }],
		['JSON labelled as text', 'text/plain; charset=utf-8', '{"a":1}', { a: 1 }],
		['JSON of a special type', 'application/problem+json', '{"a":1}', { a: 1 }],
		['broken JSON', 'application/json', '{"a":', undefined],
		['nothing', 'application/json', '', undefined],
		['a page that calls itself JSON', 'application/json', '<!DOCTYPE html>', undefined],
		['a page', 'text/html', '{"a":1}', undefined],
		['an image', 'image/png', '{"a":1}', undefined]
	])('that is %s is parsed by its content', async (_name, contentType, body, expected) => {
		stub.reply(raw(200, body, { 'content-type': contentType }));
		const answer = (await http.call(get)).unwrap();
		expect(answer.json).toEqual(expected);
	});

	it('without a content type is read as JSON if it is valid', async () => {
		stub.reply(raw(200, '{"a":1}'));
		expect((await http.call(get)).unwrap().json).toEqual({ a: 1 });
	});

	it.each([
		['the text in data', { data: 'Channel not found', message: 'Bad request' }, 'Channel not found'],
		['the message', { data: {}, message: 'Unauthorized' }, 'Unauthorized'],
		['the OAuth description', { error: 'invalid_grant', error_description: 'expired' }, 'expired'],
		['a text', 'oops', 'oops'],
		['nothing in a list', [1], null],
		['nothing in null', null, null]
	])('that failed is explained by %s', async (_name, body, expected) => {
		stub.reply(json(400, body));
		expect((await http.call(get)).unwrap().detail).toBe(expected);
	});

	it('is quoted in one short line', async () => {
		stub.reply(json(400, { data: `a\r\n\u0007b\u202e${'😀'.repeat(500)}` }));
		const { detail } = (await http.call(get)).unwrap();
		expect(detail).toMatch(/^a b 😀+$/u);
		expect([...detail!]).toHaveLength(200);
	});

	it('that repeats secrets is quoted without them', async () => {
		const form = new URLSearchParams({ refresh_token: 'refresh-1', client_secret: 'secret-1' });
		stub.reply(json(400, { data: 'bad refresh-1 for secret-1 by bearer-1' }));
		const { detail } = (await http.call({ method: 'POST', path: '/x', bearer: 'bearer-1', form })).unwrap();
		expect(detail).toBe('bad [secret] for [secret] by [secret]');
	});

	it('larger than the limit is not read to the end', async () => {
		client({ maxAnswerBytes: 1000 });
		stub.reply(raw(200, 'x'.repeat(100_000)));
		expect((await errorOf(get)).code).toBe('invalid_response');
		expect((await errorOf(post)).code).toBe('outcome_unknown');
		expect(stub.requests).toHaveLength(2);
	});

	it('may be as large as the limit', async () => {
		client({ maxAnswerBytes: 1000 });
		stub.reply(raw(200, 'x'.repeat(1000)));
		expect((await http.call(get)).unwrap().text).toHaveLength(1000);
	});

	it('of a redirect is not followed', async () => {
		stub.reply(raw(302, '', { location: `${stub.baseUrl}/elsewhere` }));
		expect((await http.call(get)).unwrap().status).toBe(302);
		expect(stub.requests).toHaveLength(1);
	});
});

describe('without a complete answer', () => {
	it.each([
		['the connection is cut', cut],
		['half an answer comes', halfAnswer]
	])('when %s, a GET is tried three times and a POST once', async (_name, reply) => {
		stub.reply(reply);
		expect((await errorOf(get)).code).toBe('network');
		expect(stub.requests).toHaveLength(3);
		expect((await errorOf(post)).code).toBe('outcome_unknown');
		expect(stub.requests).toHaveLength(4);
	});

	it('when no answer arrives in time, a GET timed out and a POST has an unknown outcome', async () => {
		client({ timeoutMs: 50 });
		stub.reply(silence);
		expect((await errorOf(get)).code).toBe('timeout');
		expect((await errorOf(post)).code).toBe('outcome_unknown');
		expect((await errorOf({ ...post, repeatable: true })).code).toBe('timeout');
		expect(stub.requests).toHaveLength(3);
	});

	it('when the body stops in the middle, the deadline ends the wait', async () => {
		client({ timeoutMs: 50 });
		stub.reply((response) => response.writeHead(200).write('{"data":'));
		expect((await errorOf(get)).code).toBe('timeout');
		expect((await errorOf(post)).code).toBe('outcome_unknown');
	});

	it('when nothing listens, a POST surely never arrived', async () => {
		await stub.stop();
		const error = await errorOf(post);
		expect(error).toMatchObject({ code: 'network', detail: 'ECONNREFUSED', status: null });
	});

	it('when the name is unknown, a POST surely never arrived', async () => {
		client({ baseUrl: 'http://kick.invalid' });
		expect((await errorOf(post)).code).toBe('network');
	});

	it.each([
		['the connection itself takes too long', { connectTimeoutMs: 20 }],
		['the deadline passes while connecting', { timeoutMs: 20 }]
	])('when %s, a POST surely never arrived', async (_name, options) => {
		const sockets: Socket[] = [];
		const mute = createServer((socket) => sockets.push(socket.on('error', () => {}))).listen(0, '127.0.0.1');
		await once(mute, 'listening');
		client({ baseUrl: `https://127.0.0.1:${(mute.address() as AddressInfo).port}`, ...options });
		expect((await errorOf(post)).code).toBe('network');
		for (const socket of sockets) socket.destroy();
		mute.close();
	});

	it('after closing, calls are refused', async () => {
		await http.close();
		await http.close();
		expect((await errorOf(get)).code).toBe('stopped');
		expect((await errorOf(post)).code).toBe('stopped');
	});
});

describe('retries', () => {
	it.each([[500], [502], [503], [504]])('a GET after %i', async (status) => {
		stub.reply(json(status, {}), json(200, { fine: true }));
		expect((await http.call(get)).unwrap().json).toEqual({ fine: true });
		expect(stub.requests).toHaveLength(2);
	});

	it('a GET twice and no more', async () => {
		stub.reply(json(503, {}));
		expect((await http.call(get)).unwrap().status).toBe(503);
		expect(stub.requests).toHaveLength(3);
	});

	it('a GET after 429 with a short Retry-After', async () => {
		stub.reply(json(429, {}, { 'retry-after': '0' }), json(200, {}));
		expect((await http.call(get)).unwrap().status).toBe(200);
	});

	it.each([
		['without Retry-After', {}],
		['with a long Retry-After', { 'retry-after': '30' }]
	])('no GET after 429 %s', async (_name, headers) => {
		stub.reply(json(429, {}, headers));
		expect((await http.call(get)).unwrap().status).toBe(429);
		expect(stub.requests).toHaveLength(1);
	});

	it.each([['POST'], ['DELETE']] as const)('no %s', async (method) => {
		stub.reply(json(503, {}));
		await http.call({ method, path: '/x' });
		expect(stub.requests).toHaveLength(1);
	});

	it.each([[400], [401], [403], [404]])('no GET after %i', async (status) => {
		stub.reply(json(status, {}));
		await http.call(get);
		expect(stub.requests).toHaveLength(1);
	});

	it('end with the deadline of the call', async () => {
		client({ timeoutMs: 60, retryDelayMs: 1_000 });
		stub.reply(json(503, {}));
		expect((await http.call(get)).unwrap().status).toBe(503);
		expect(stub.requests).toHaveLength(1);
	});
});

it('no secret shows in any failure', async () => {
	client({ timeoutMs: 50 });
	const form = new URLSearchParams({ refresh_token: 'refresh-secret', client_secret: 'client-secret' });
	const call = { method: 'POST', path: '/x', bearer: 'bearer-secret', form } as const;
	const garbage = ((response) => response.socket?.end('refresh-secret client-secret bearer-secret\r\n')) as typeof cut;
	for (const reply of [cut, halfAnswer, silence, garbage]) {
		stub.reply(reply);
		const error = await errorOf(call);
		expect(inspect(error, { depth: 10, showHidden: true }) + JSON.stringify(error) + error.stack).not.toMatch(
			/-secret/
		);
	}
});
