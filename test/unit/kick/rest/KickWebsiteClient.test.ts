import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KickErrorCode } from '../../../../src/lib/kick/errors.js';
import { KickWebsiteClient } from '../../../../src/lib/kick/rest/KickWebsiteClient.js';
import { challengePage, cut, edgeBlock, HttpStub, json } from '../../../support/HttpStub.js';

let stub: HttpStub;
let website: KickWebsiteClient;

beforeEach(async () => {
	stub = await HttpStub.start();
	website = new KickWebsiteClient({ baseUrl: stub.baseUrl, retryDelayMs: 1 });
});

afterEach(async () => {
	await stub.stop();
	await website.close();
});

describe('the website', () => {
	it('distinguishes the three ids of a channel', async () => {
		stub.reply(
			json(200, { id: 700001, user_id: 812345, slug: 'streamer-one', chatroom: { id: 690002 }, livestream: null })
		);
		expect((await website.getChannel('streamer-one')).unwrap()).toEqual({
			userId: 812345,
			channelId: 700001,
			chatroomId: 690002,
			slug: 'streamer-one'
		});
		expect(stub.requests[0]).toMatchObject({ method: 'GET', path: '/api/v2/channels/streamer-one' });
	});

	it('may answer with nothing but the owner of the chatroom', async () => {
		stub.reply(json(200, { id: null, user_id: 812345, chatroom: { id: 690002 } }));
		expect((await website.getChannel('x')).unwrap()).toMatchObject({ userId: 812345, chatroomId: 690002 });
	});

	it.each<[string, ReturnType<typeof json>, KickErrorCode]>([
		['404', json(404, { message: 'Not found' }), 'channel_not_found'],
		['a page with 404', challengePage(404), 'channel_not_found'],
		['403 JSON', edgeBlock, 'blocked'],
		['403 page', challengePage(403), 'blocked'],
		['a challenge page with 200', challengePage(200), 'blocked'],
		['429', json(429, {}), 'rate_limited'],
		['500', json(500, {}), 'kick_unavailable'],
		['a cut connection', cut, 'network'],
		['no chatroom', json(200, { id: 1, user_id: 2, slug: 'x', chatroom: null }), 'invalid_response']
	])('answering %s is an error', async (_name, reply, code) => {
		stub.reply(reply);
		expect((await website.getChannel('x')).unwrapErr().code).toBe(code);
	});

	it('gets no request for an invalid slug', async () => {
		for (const slug of ['..', '', 'a/b', 'ü', 'x?y']) {
			expect((await website.getChannel(slug)).unwrapErr().code).toBe('channel_not_found');
		}
		expect(stub.requests).toHaveLength(0);
	});
});
