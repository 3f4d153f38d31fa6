import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { type Activity, SimulatedKick } from '../../../../sandbox/kick/index.js';
import { call, startKick, startReceiver, tokenForm } from './support.js';

describe('recorded calls', () => {
	it('hold query, headers, parsed body and status', async () => {
		const kick = await startKick();
		await call(kick, 'POST /oauth/token?a=1', { form: tokenForm(kick, { grant_type: 'client_credentials' }) });
		await call(kick, 'POST /public/v1/chat', { token: 'x', body: { content: 'hi' } });
		expect(kick.calls).toMatchObject([
			{
				method: 'POST',
				path: '/oauth/token',
				status: 200,
				at: expect.any(Date),
				body: { grant_type: 'client_credentials', client_id: kick.app.clientId }
			},
			{ path: '/public/v1/chat', status: 401, body: { content: 'hi' }, headers: { authorization: 'Bearer x' } }
		]);
		expect(kick.calls[0]?.query.get('a')).toBe('1');
	});

	it('can be waited for, also before they come', async () => {
		const kick = await startKick();
		const waiting = kick.waitForCall(({ path }) => path === '/later');
		await call(kick, 'GET /earlier');
		await call(kick, 'GET /later');
		expect((await waiting).status).toBe(404);
		await expect(kick.waitForCall(({ path }) => path === '/never', 1)).rejects.toThrow('GET /earlier 404');
	});
});

describe('activity', () => {
	it('is reported until the listener is removed', async () => {
		const kick = await startKick();
		kick.addStreamer('streamerone');
		const seen: Activity[] = [];
		const stopListening = kick.onActivity((activity) => seen.push(activity));
		await kick.viewer('ana').says('hi');
		await call(kick, 'GET /public/v1/users');
		stopListening();
		await kick.viewer('ana').says('again');
		expect(seen).toMatchObject([
			{ kind: 'chat', text: '[streamerone] ana: hi' },
			{ kind: 'api', text: 'GET /public/v1/users → 401' }
		]);
	});
});

describe('start', () => {
	it('takes credentials, and makes some in the format of Kick', async () => {
		const given = await startKick({ clientId: 'id', clientSecret: 'secret' });
		expect([given.app.clientId, given.app.clientSecret]).toEqual(['id', 'secret']);
		const { app } = await startKick();
		expect(app.clientId).toMatch(/^[0-9A-Z]{26}$/);
		expect(app.clientSecret).toMatch(/^[0-9a-f]{64}$/);
	});

	it('fails on a port in use', async () => {
		const kick = await startKick();
		await expect(SimulatedKick.start({ port: Number(new URL(kick.url).port) })).rejects.toThrow('EADDRINUSE');
	});

	it('makes a key of its own', async () => {
		const [one, other] = [await SimulatedKick.start(), await SimulatedKick.start()];
		expect(one.publicKeyPem).not.toBe(other.publicKeyPem);
		await Promise.all([one.stop(), other.stop()]);
	});
});

describe('stop', () => {
	it('ends idle connections, deliveries without an answer, and waits', async () => {
		const kick = await startKick();
		const streamer = kick.addStreamer('streamerone');
		let noteArrival = () => {};
		const arrived = new Promise<void>((resolve) => {
			noteArrival = resolve;
		});
		const receiver = await startReceiver(() => noteArrival());
		kick.app.webhookUrl = receiver.url;
		kick.subscriptions.create(streamer.userId, 'channel.followed', 1);

		const { hostname, port } = new URL(kick.url);
		const idle = connect(Number(port), hostname);
		await once(idle, 'connect');
		const closed = once(idle, 'close');
		const following = kick.viewer('ana').follows();
		await arrived;
		const waiting = expect(kick.waitForChat('streamerone', () => false, 60_000)).rejects.toThrow('Stopped');

		await kick.stop();
		await Promise.all([closed, waiting]);
		expect((await following).deliveries).toMatchObject([{ status: null, attempts: 1 }]);
		await expect(call(kick, 'GET /')).rejects.toThrow('ECONNREFUSED');
		await kick.stop();
	});
});
