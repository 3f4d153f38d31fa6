import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { container } from '@sapphire/framework';
import type { Server as ApiServer, Route } from '@sapphire/plugin-api';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { addWebhookShortcut } from '../../../src/bot/webhookShortcut.js';
import type { ReceiveOutcome } from '../../../src/lib/events/receiving/WebhookReceiver.js';
import { secureHeaders } from '../../../src/lib/http/securityHeaders.js';
import { KickWebhookRoute } from '../../../src/routes/KickWebhookRoute.js';
import { recordingLogger } from '../../support/recordingLogger.js';

const KickHeaders = {
	'Kick-Event-Message-Id': '01KA',
	'Kick-Event-Subscription-Id': '01KS',
	'Kick-Event-Signature': 'c2ln',
	'Kick-Event-Message-Timestamp': '2026-11-20T18:05:06Z',
	'Kick-Event-Type': 'chat.message.sent',
	'Kick-Event-Version': '1'
};
const CorsHeaders = ['Origin', 'Methods', 'Headers', 'Credentials'].map((name) => `Access-Control-Allow-${name}`);

let route: KickWebhookRoute;
let receive: () => Promise<ReceiveOutcome>;
beforeAll(() => {
	Object.assign(container, {
		logger: recordingLogger(),
		server: { options: {} },
		kick: { receive: () => receive() }
	});
	const context = { name: 'kick-webhook', root: '', path: '', store: { name: 'routes' } };
	route = new KickWebhookRoute(context as unknown as Route.LoaderContext);
});

async function listening(server: Server): Promise<Server> {
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	onTestFinished(() => void server.close());
	return server;
}

/** Path of the ready bot, without middlewares. */
function readyBot(usual: RequestListener = () => undefined): Promise<Server> {
	const server = createServer(usual);
	addWebhookShortcut({ server, routes: new Map([['kick-webhook', route]]) } as unknown as ApiServer);
	return listening(server);
}

/** Path of a host bot, whose middlewares have set the headers of plugin-api and the plugin. */
function hostBot(): Promise<Server> {
	return listening(
		createServer((incoming, response) => {
			for (const name of CorsHeaders) response.setHeader(name, '*');
			secureHeaders(response);
			void route.run(incoming as Route.Request, response as Route.Response);
		})
	);
}

async function post(
	server: Server,
	headers: Record<string, string>,
	path = '/webhooks/kick'
): Promise<IncomingMessage> {
	const { port } = server.address() as AddressInfo;
	const sent = request({ port, path, method: 'POST', headers: { Connection: 'close', ...headers } });
	sent.end('{}'.padEnd(Math.min(Number(headers['Content-Length'] ?? 2), 100)));
	const [answer] = (await once(sent, 'response')) as [IncomingMessage];
	answer.resume();
	return answer;
}

const fails = (): Promise<ReceiveOutcome> => Promise.reject(new Error('boom'));
const answers = (outcome: ReceiveOutcome) => async () => outcome;

describe.each([
	['ready bot', () => readyBot()],
	['host', hostBot]
])('a webhook of a %s', (_name, start) => {
	it.each<[number, string, () => Promise<ReceiveOutcome>, Record<string, string>]>([
		[200, 'stored', answers('stored'), KickHeaders],
		[200, 'known', answers('duplicate'), KickHeaders],
		[401, 'forged', answers('forged'), KickHeaders],
		[503, 'not stored', answers('unavailable'), KickHeaders],
		[400, 'without headers', answers('stored'), {}],
		[413, 'too large', answers('stored'), { ...KickHeaders, 'Content-Length': '300000' }],
		[500, 'whose receipt throws', fails, KickHeaders]
	])('is answered %i, with each header once, when it is %s', async (status, _case, outcome, headers) => {
		receive = outcome;
		const answer = await post(await start(), headers);
		expect(answer.statusCode).toBe(status);
		expect(answer.headers).toMatchObject({
			'cache-control': 'no-store',
			'content-security-policy': expect.stringMatching(/^default-src 'none'/),
			'referrer-policy': 'no-referrer',
			'x-content-type-options': 'nosniff'
		});
		const names = answer.rawHeaders.filter((_text, index) => index % 2 === 0).map((name) => name.toLowerCase());
		expect(names).toEqual([...new Set(names)]);
		expect(names.filter((name) => name.startsWith('access-control'))).toEqual([]);
		expect(answer.headers['retry-after']).toBe(status === 503 ? '10' : undefined);
	});
});

it('leaves everything but webhooks to plugin-api', async () => {
	const server = await readyBot((_incoming, response) => response.writeHead(418).end());
	expect((await post(server, {}, '/webhooks/kick?x=1')).statusCode).toBe(418);
	expect((await post(server, {}, '/health')).statusCode).toBe(418);
});
