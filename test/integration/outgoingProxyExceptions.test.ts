import { expect, it } from 'vitest';
import { ConnectProxy } from '../support/ConnectProxy.js';
import { stopAfterAll } from '../support/stopAfterAll.js';
import { useWorld } from '../support/useWorld.js';

const proxy = await stopAfterAll(ConnectProxy.start());
const world = await useWorld({
	http_proxy: proxy.url(),
	https_proxy: proxy.url(),
	no_proxy: 'internal.example, localhost, 127.0.0.1',
	KICK_USE_WEBSOCKET: 'true'
});

it('requests to hosts in no_proxy do not use the proxy', async () => {
	const { streamer } = await world.createLinkedCommunity();
	await world.kick.realtime.waitForSubscription(streamer.slug);
	expect(proxy.targets).toEqual([]);
});
