// `kient` 2.3.0. The published version does not await its check, so it accepts every signature.
// BENCH_REPAIRED=1 adds the await.
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { serve } from '../../support/serve.mjs';

const published = new URL('../../node_modules/kient/dist/index.js', import.meta.url);
const { Kient } = await import(process.env.BENCH_REPAIRED ? repaired() : published);
// It logs a line for each refused delivery, which would be measured too.
console.warn = () => undefined;
let handled = 0;

const kient = new Kient();
// The key that `setAuthToken` fetches from Kick.
kient._kickPublicKey = process.env.BENCH_PUBLIC_KEY;
kient.on('KIENT_CHAT_MESSAGE_SENT', () => {
	handled += 1;
});
await serve(createServer(getRequestListener(kient.webhookServerFetch)), '/webhook', () => handled);

function repaired() {
	const call = 'const signatureValid = verifyWebhookSignature(';
	const code = readFileSync(published, 'utf8');
	if (code.split(call).length !== 2) throw new Error('kient has changed: its missing await is not where it was.');
	const file = new URL('index.repaired.js', published);
	writeFileSync(file, code.replace(call, call.replace('verify', 'await verify')));
	return file;
}
