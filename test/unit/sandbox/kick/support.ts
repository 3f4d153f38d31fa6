import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { SimulatedKick, type SimulatedKickOptions } from '../../../../sandbox/kick/index.js';
import { request } from '../../../../sandbox/undici.js';
import { privateKeyPem } from '../../../support/privateKeyPem.js';

export const Callback = 'http://localhost:4000/auth/kick/callback';

export async function startKick(options: SimulatedKickOptions = {}): Promise<SimulatedKick> {
	const kick = await SimulatedKick.start({ redirectUris: [Callback], privateKeyPem, ...options });
	onTestFinished(() => kick.stop());
	return kick;
}

/** Starts Kick with a streamer, for clients that subscribe to the channel of the streamer's chat. */
export async function startKickWithChat(): Promise<{ kick: SimulatedKick; channel: string }> {
	const kick = await startKick();
	return { kick, channel: `chatrooms.${kick.addStreamer('streamerone').chatroomId}.v2` };
}

interface Received {
	headers: IncomingHttpHeaders;
	body: Buffer;
}

/** Starts a server that receives webhooks in place of the bot. */
export async function startReceiver(answer: (response: ServerResponse) => void = (response) => response.end()) {
	const received: Received[] = [];
	const server = createServer(async (incoming, response) => {
		const chunks: Buffer[] = [];
		for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
		received.push({ headers: incoming.headers, body: Buffer.concat(chunks) });
		answer(response);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	return { received, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

export interface JsonAnswer {
	status: number;
	headers: IncomingHttpHeaders;
	text: string;
	json: { data?: unknown; message?: string; [key: string]: unknown };
}

export async function call(
	kick: SimulatedKick,
	route: string,
	options: { token?: string; body?: unknown; form?: Record<string, string>; headers?: Record<string, string> } = {}
): Promise<JsonAnswer> {
	const [method = 'GET', path = '/'] = route.split(' ');
	const { token, body, form, headers } = options;
	const response = await request(`${kick.url}${path}`, {
		method: method as 'GET',
		reset: true,
		headers: {
			...(token !== undefined && { authorization: `Bearer ${token}` }),
			...(body !== undefined && { 'content-type': 'application/json' }),
			...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
			...headers
		},
		body: form ? new URLSearchParams(form).toString() : body === undefined ? null : JSON.stringify(body)
	});
	const text = await response.body.text();
	const isJson = String(response.headers['content-type']).includes('json');
	return {
		status: response.statusCode,
		headers: response.headers,
		text,
		json: isJson ? JSON.parse(text) : {}
	};
}

export function pkce() {
	const verifier = randomBytes(32).toString('base64url');
	return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}

export function authorizeUrl(kick: SimulatedKick, challenge: string, changes: Record<string, string> = {}): string {
	const parameters = {
		client_id: kick.app.clientId,
		response_type: 'code',
		redirect_uri: Callback,
		state: 'some-state',
		scope: 'user:read chat:write',
		code_challenge: challenge,
		code_challenge_method: 'S256',
		...changes
	};
	return `${kick.url}/oauth/authorize?${new URLSearchParams(parameters)}`;
}

export function tokenForm(kick: SimulatedKick, fields: Record<string, string>): Record<string, string> {
	return { client_id: kick.app.clientId, client_secret: kick.app.clientSecret, ...fields };
}
