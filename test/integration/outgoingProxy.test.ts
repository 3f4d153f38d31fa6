import { container } from '@sapphire/framework';
import { expect, it } from 'vitest';
import { ConnectProxy } from '../support/ConnectProxy.js';
import { stopAfterAll } from '../support/stopAfterAll.js';
import { useWorld } from '../support/useWorld.js';

const Password = 'word-of-the-proxy';

const proxy = await stopAfterAll(ConnectProxy.start());
const url = proxy.url(`operator:${Password}`);
const world = await useWorld({ HTTP_PROXY: url, HTTPS_PROXY: url, NO_PROXY: '', KICK_USE_WEBSOCKET: 'true' });

it('with the proxy of the case, all requests to Kick and Discord use it', async () => {
	const { manager, streamer } = await world.createLinkedCommunity();
	await world.kick.realtime.waitForSubscription(streamer.slug);
	await manager.slash('kick say', { message: 'through the proxy' });
	const { browser } = await world.logIn(manager);
	await browser.open(`${world.url}/dashboard/emotes/37226`);

	const { requests } = proxy;
	const asked = world.kick.calls.filter(({ path }) => /^\/(public|api|oauth\/token)/.test(path));
	const passed = requests.filter((request) =>
		/^[A-Z]+ \/(public|api\/v2\/channels|api\/v1\/realtime|oauth\/token)/.test(request)
	);
	expect(passed).toHaveLength(asked.length);
	const ofKick = ['/oauth/token', '/public/v1/chat', `/api/v2/channels/${streamer.slug}`, '/app/', '/emotes/'];
	const ofDiscord = ['/gateway/bot', '/oauth2/token', '/users/@me', '/interactions/'];
	for (const part of [...ofKick, ...ofDiscord]) expect(requests).toContainEqual(expect.stringContaining(part));
	expect(world.kick.chat(streamer.slug).map(({ content }) => content)).toContain('through the proxy');
});

it('requests of the bot to itself go directly', async () => {
	const { guild } = await world.createLinkedCommunity();
	const report = (await container.kick.events.sendTestEvent(guild.id)).unwrap();
	expect(report.steps.map(({ ok }) => ok)).not.toContain(false);
	expect(proxy.targets).not.toContainEqual(expect.stringContaining(`:${world.port}`));
});

it('the password of the proxy is in no log', () => {
	expect(world.log.join('\n')).not.toContain(Password);
	expect(proxy.authorizations).toContain(`Basic ${btoa(`operator:${Password}`)}`);
});
