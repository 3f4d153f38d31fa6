// `@twurple/eventsub-http` behind express: Twitch signs with an HMAC, which costs a small part of an RSA verification.
import { createServer } from 'node:http';
import { EventSubMiddleware } from '@twurple/eventsub-http';
import express from 'express';
import { serve } from '../../support/serve.mjs';

let handled = 0;
const middleware = new EventSubMiddleware({
	managed: false,
	clientId: 'bench',
	hostName: 'localhost',
	pathPrefix: '/twitch',
	secret: process.env.BENCH_HMAC_SECRET,
	logger: { minLevel: 'critical' }
});
const app = express();
middleware.apply(app);
await middleware.markAsReady();
const subscription = middleware.onChannelChatMessage('812345', '812345', () => {
	handled += 1;
});
await serve(createServer(app), `/twitch/event/${subscription.id}`, () => handled);
