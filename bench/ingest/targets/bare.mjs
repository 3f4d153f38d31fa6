// The limit: node:http, one verification with a key that was parsed once, and one JSON.parse. It stores nothing.
import { createPublicKey, verify } from 'node:crypto';
import { createServer } from 'node:http';
import { serve } from '../../support/serve.mjs';

const key = createPublicKey(process.env.BENCH_PUBLIC_KEY);
let handled = 0;

const server = createServer((request, response) => {
	const chunks = [];
	request.on('data', (chunk) => chunks.push(chunk));
	request.on('end', () => {
		const { headers } = request;
		const body = Buffer.concat(chunks);
		const start = `${headers['kick-event-message-id']}.${headers['kick-event-message-timestamp']}.`;
		const signature = Buffer.from(headers['kick-event-signature'] ?? '', 'base64');
		if (!verify('RSA-SHA256', Buffer.concat([Buffer.from(start), body]), key, signature)) {
			response.writeHead(401, { 'Content-Length': 0 }).end();
			return;
		}
		if (JSON.parse(body).content) handled += 1;
		response.writeHead(200, { 'Content-Length': 0 }).end();
	});
});

await serve(server, '/webhooks/kick', () => handled);
