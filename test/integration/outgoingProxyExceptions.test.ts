import { afterAll, beforeAll, expect, it } from 'vitest';
import { ConnectProxy } from '../support/ConnectProxy.js';
import { TestWorld } from '../support/TestWorld.js';

let proxy: ConnectProxy;
let world: TestWorld;

beforeAll(async () => {
	proxy = await ConnectProxy.start();
	world = await TestWorld.start({
		http_proxy: proxy.url(),
		https_proxy: proxy.url(),
		no_proxy: 'internal.example, localhost, 127.0.0.1',
		KICK_USE_WEBSOCKET: 'true'
	});
});
afterAll(async () => {
	await world?.stop();
	await proxy?.stop();
});

it('requests to hosts in no_proxy do not use the proxy', async () => {
	const { streamer } = await world.createLinkedCommunity();
	await world.kick.realtime.waitForSubscription(streamer.slug);
	expect(proxy.targets).toEqual([]);
});
