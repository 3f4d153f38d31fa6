// `@octokit/webhooks`: GitHub signs with an HMAC, which costs a small part of an RSA verification.
import { createServer } from 'node:http';
import { createNodeMiddleware, Webhooks } from '@octokit/webhooks';
import { serve } from '../../support/serve.mjs';

let handled = 0;
const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const webhooks = new Webhooks({ secret: process.env.BENCH_HMAC_SECRET, log: quiet });
webhooks.on('push', () => {
	handled += 1;
});
const middleware = createNodeMiddleware(webhooks, { path: '/webhooks', log: quiet });
await serve(createServer(middleware), '/webhooks', () => handled);
