import { EventEmitter, once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { inspect } from 'node:util';
import { REST } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { discordAgent } from '../../../src/bot/discordAgent.js';
import { OutgoingProxies } from '../../../src/lib/config/OutgoingProxies.js';
import { Variables } from '../../../src/lib/config/Variables.js';
import { RemotePictures } from '../../../src/lib/dashboard/pictures/RemotePictures.js';
import { DiscordHttp } from '../../../src/lib/discord/oauth/DiscordHttp.js';
import { splitProxyUrl } from '../../../src/lib/http/outgoingAgent.js';
import { KickHttp } from '../../../src/lib/kick/http/KickHttp.js';
import { openWebSocket } from '../../../src/lib/kick/realtime/openWebSocket.js';
import type { SocketClosing } from '../../../src/lib/kick/realtime/Socket.js';
import { ConnectProxy } from '../../support/ConnectProxy.js';
import { HttpStub, json } from '../../support/HttpStub.js';
import { SocketServer } from '../kick/realtime/support/SocketServer.js';

const Credentials = 'operator:p%40ss-word';
const get = { method: 'GET', path: '/thing' } as const;

let proxy: ConnectProxy;
let stub: HttpStub;
beforeEach(async () => {
	[proxy, stub] = await Promise.all([ConnectProxy.start(), HttpStub.start()]);
	stub.reply(json(200, {}));
});
afterEach(() => Promise.all([proxy.stop(), stub.stop()]));

function proxies(noProxy = ''): OutgoingProxies {
	const url = proxy.url(Credentials);
	return OutgoingProxies.read(new Variables({ HTTP_PROXY: url, HTTPS_PROXY: url, NO_PROXY: noProxy }));
}

function kickHttp(baseUrl: string, noProxy = ''): KickHttp {
	const http = new KickHttp({ baseUrl, retryDelayMs: 1, proxyFor: (url) => proxies(noProxy).urlFor(url) });
	onTestFinished(() => http.close());
	return http;
}

/** Opens and ends a socket, and returns how it ended. */
function visit(url: string, settings = proxies()): Promise<SocketClosing> {
	return new Promise((resolve) => {
		const socket = openWebSocket(
			url,
			{ opened: () => socket.close(), received: () => undefined, closed: resolve },
			(address) => settings.urlFor(address)
		);
	});
}

describe('the proxy is used for', () => {
	it('a request to Kick', async () => {
		expect((await kickHttp(stub.baseUrl).call(get)).unwrap()).toMatchObject({ status: 200 });
		expect(proxy.requests).toEqual(['GET /thing']);
		expect(proxy.targets).toEqual([new URL(stub.baseUrl).host]);
		expect(proxy.authorizations).toEqual([`Basic ${btoa('operator:p@ss-word')}`]);
	});

	it('a picture of the dashboard', async () => {
		const pictures = new RemotePictures((url) => proxies().urlFor(url));
		onTestFinished(() => pictures.close());
		await pictures.get(new URL('/emotes/1/fullsize', stub.baseUrl), 1_000);
		expect(proxy.requests).toEqual(['GET /emotes/1/fullsize']);
	});

	it("a request of the dashboard's login", async () => {
		const http = new DiscordHttp(`${stub.baseUrl}/api`, { proxyFor: (url) => proxies().urlFor(url) });
		onTestFinished(() => http.close());
		expect((await http.call({ method: 'GET', path: '/users/@me' })).isOk()).toBe(true);
		expect(proxy.requests).toEqual(['GET /api/v10/users/@me']);
	});

	it('a request of discord.js in the ready bot, with a file as well', async () => {
		const rest = new REST({ api: `${stub.baseUrl}/api`, agent: discordAgent(stub.baseUrl, proxies()) }).setToken(
			'token'
		);
		await rest.post('/channels/1/messages', { files: [{ name: 'a.png', data: Buffer.from('a picture') }] });
		expect(proxy.requests).toEqual(['POST /api/v10/channels/1/messages']);
		expect(stub.requests[0]?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
		expect(stub.requests[0]?.body).toContain('a picture');
	});

	it('the live socket', async () => {
		const server = await SocketServer.start();
		onTestFinished(() => server.stop());
		expect(await visit(`${server.origin}/app/key`)).toMatchObject({ code: 1000 });
		expect(proxy.requests).toEqual(['GET /app/key']);
		expect(proxy.authorizations).toEqual([`Basic ${btoa('operator:p@ss-word')}`]);
	});
});

it('requests to hosts in NO_PROXY go directly', async () => {
	await kickHttp(stub.baseUrl, new URL(stub.baseUrl).hostname).call(get);
	expect(stub.requests).toHaveLength(1);
	expect(proxy.targets).toEqual([]);
});

describe('a proxy that refuses is named as the reason, without its password,', () => {
	beforeEach(() => {
		proxy.refusal = 407;
	});

	it('for a request to Kick, which counts as never sent', async () => {
		const http = kickHttp('https://api.kick.com');
		const error = (await http.call({ method: 'POST', path: '/public/v1/chat', json: {} })).unwrapErr();
		expect(error).toMatchObject({
			code: 'network',
			hint: 'Kick could not be reached: the proxy answered 407. Try again in a few minutes.'
		});
		expect(proxy.targets).toEqual(['api.kick.com:443']);
		expect(inspect([error, http], { depth: 20, showHidden: true })).not.toMatch(/p%40ss|p@ss/);
	});

	it('for the live socket', async () => {
		const { reason } = await visit('wss://ws-us2.pusher.com/app/key');
		expect(proxy.targets).toEqual(['ws-us2.pusher.com:443']);
		expect(reason).toMatch(/407/);
		expect(reason).not.toContain('p@ss');
	});
});

it('a proxy that is down is named with its error code', async () => {
	const http = kickHttp('https://api.kick.com');
	const settings = proxies();
	await proxy.stop();
	expect((await http.call(get)).unwrapErr().hint).toContain('ECONNREFUSED');
	expect((await visit('wss://ws-us2.pusher.com/app/key', settings)).reason).toContain('ECONNREFUSED');
});

/** Starts a proxy with the given behaviour, and returns its address. */
async function oddProxy(meet: (socket: Socket) => void): Promise<string> {
	const server = createServer((socket) => meet(socket.on('error', () => undefined).resume()));
	await once(server.listen(0, '127.0.0.1'), 'listening');
	onTestFinished(() => void server.close());
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

it.each(['end', 'destroy'] as const)('a proxy that only closes (%s) is not asked again and again', async (way) => {
	let tunnels = 0;
	const address = await oddProxy((socket) =>
		socket.once('data', () => {
			tunnels++;
			socket[way]();
		})
	);
	const http = new KickHttp({ baseUrl: 'https://api.kick.com', proxyFor: () => address });
	onTestFinished(() => http.close());
	const { code, hint } = (await http.call({ ...get, method: 'DELETE' })).unwrapErr();
	expect(code).toBe('network');
	expect(hint).toMatch(/the proxy could not be used: the connection was cut/);
	expect(tunnels).toBe(1);
});

describe('a silent proxy', () => {
	it('does not delay the end of the bot', async () => {
		const address = await oddProxy(() => undefined);
		const limits = { timeoutMs: 200, connectTimeoutMs: 500 };
		const http = new KickHttp({ baseUrl: 'https://api.kick.com', ...limits, proxyFor: () => address });
		expect((await http.call({ ...get, method: 'DELETE' })).unwrapErr().code).toBe('network');
		await http.close();
	});

	it('is disconnected when the live socket is given up', async () => {
		const met: Socket[] = [];
		const news = new EventEmitter();
		const address = await oddProxy((socket) => news.emit('met', met.push(socket)));
		const listener = { opened: () => undefined, received: () => undefined, closed: () => undefined };
		const arrived = once(news, 'met');
		const opened = openWebSocket('wss://ws-us2.pusher.com/app/key', listener, () => address);
		await arrived;
		const closed = once(met[0]!, 'close');
		opened.terminate();
		await closed;
	});
});

it('accepts a proxy password with a percent sign as it was typed', () => {
	const { authorization } = splitProxyUrl('http://bot:100%@proxy:3128/');
	expect(authorization).toBe(`Basic ${Buffer.from('bot:100%').toString('base64')}`);
});
