import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { KickNegotiation } from '../../../../src/lib/kick/realtime/endpoints/Negotiation.js';
import { isSafeSocketUrl, pusherUrlOf } from '../../../../src/lib/kick/realtime/endpoints/socketUrls.js';
import { challengePage, cut, HttpStub, json, raw } from '../../../support/HttpStub.js';
import { centrifugoOffer, pusherOffer } from './support/negotiation.js';

const both = ['pusher', 'centrifugo'] as const;
const pusherCom = 'wss://ws-us2.pusher.com/app/32cbd69e4b950bf97679';

describe('KickNegotiation', () => {
	let kick: HttpStub;
	let negotiation: KickNegotiation;

	beforeEach(async () => {
		kick = await HttpStub.start();
		negotiation = new KickNegotiation({ baseUrl: kick.baseUrl, pusherUrl: pusherCom });
	});

	afterEach(async () => {
		await kick.stop();
		await negotiation.close();
	});

	const offered = async (body: unknown) => {
		kick.reply(json(200, body));
		return (await negotiation.servers(both)).unwrapOr([]);
	};

	test('reads both kinds of servers', async () => {
		const connections = [pusherOffer('newkey', 'eu'), centrifugoOffer('wss://realtime.kick.com/x')];
		expect(await offered({ data: { connections, mode: 'websocket' } })).toEqual([
			{ provider: 'pusher', url: 'wss://ws-eu.pusher.com/app/newkey' },
			{ provider: 'centrifugo', url: 'wss://realtime.kick.com/x' }
		]);
	});

	test('reads an answer with only one offer', async () => {
		const found = [{ provider: 'pusher', url: 'wss://ws-us2.pusher.com/app/newkey' }];
		expect(await offered(pusherOffer('newkey'))).toEqual(found);
		expect(await offered({ data: pusherOffer('newkey') })).toEqual(found);
	});

	test('leaves out unusable offers', async () => {
		const connections = [{ provider: 'mqtt' }, centrifugoOffer('https://no.socket'), null, pusherOffer('newkey')];
		expect(await offered({ data: { connections } })).toMatchObject([{ provider: 'pusher' }]);
	});

	test.each([
		['nothing', undefined],
		['no list', { data: { connections: 'x' } }],
		['a key that leads elsewhere', pusherOffer('../../evil?x=')],
		['a cluster that leads elsewhere', pusherOffer('newkey', 'evil.example/#')],
		['a server of a third kind', { provider: 'mqtt', credentials: { url: 'wss://x' } }],
		['an invalid address', centrifugoOffer('realtime')],
		['an address with a password', centrifugoOffer('wss://user:word@realtime.kick.com')],
		['an address that a socket cannot have', centrifugoOffer('wss://realtime.kick.com/#part')]
	])('does not accept %s', async (_, body) => {
		expect(await offered(body)).toEqual([]);
	});

	test.each([
		['a challenge page', challengePage(200), 'invalid_response'],
		['a refusal', json(401, {}), 'unauthorized'],
		['a firewall', challengePage(403), 'blocked'],
		['an outage', json(503, {}), 'kick_unavailable'],
		['more than 64 KiB', raw(200, 'x'.repeat(65 * 1024)), 'invalid_response'],
		['a cut connection', cut, 'network']
	])('reports %s', async (_, reply, code) => {
		kick.reply(reply);
		const error = (await negotiation.servers(both)).unwrapErr();
		expect(error.code).toBe(code);
	});

	test('reports an invalid token without repeating it', async () => {
		for (const token of ['', 'a b', 'a\nb', 5, 'x'.repeat(9_000)]) {
			kick.reply(json(200, { data: { token } }));
			const error = (await negotiation.token()).unwrapErr();
			expect(error.code).toBe('invalid_response');
			expect(error.message + error.detail).not.toContain('xxx');
		}
	});
});

test.each([
	[pusherCom, 'wss://ws-eu.pusher.com/app/newkey'],
	['ws://127.0.0.1:4100/app/oldkey', 'ws://127.0.0.1:4100/app/newkey'],
	['wss://proxy.example/kick/app/oldkey', 'wss://proxy.example/kick/app/newkey'],
	['wss://pusher.com.example/app/oldkey', 'wss://pusher.com.example/app/newkey'],
	['wss://proxy.example', 'wss://proxy.example/newkey']
])('a new key for %s gives %s', (configured, expected) => {
	expect(pusherUrlOf(configured, { appKey: 'newkey', cluster: 'eu' })).toBe(expected);
});

test.each([
	['wss://realtime.kick.com/connection', false, true],
	['ws://realtime.kick.com/connection', false, false],
	['ws://127.0.0.1:4100/connection', true, true],
	['https://realtime.kick.com/connection', true, false],
	['file:///etc/passwd', true, false],
	['', true, false]
])('%s is a safe address (plain allowed: %s): %s', (address, isPlainAllowed, isSafe) => {
	expect(isSafeSocketUrl(address, isPlainAllowed)).toBe(isSafe);
});
