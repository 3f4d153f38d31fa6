import { createServer } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { ownUrl, postToSelf } from '../../../src/lib/http/postToSelf.js';

it.each([undefined, '127.0.0.1', '0.0.0.0', '::'])('reaches a server that listens on %s', async (host) => {
	const server = createServer((request, response) => response.writeHead(request.url === '/api/hook' ? 204 : 404).end());
	onTestFinished(() => void server.close());
	await new Promise<void>((resolve) => server.listen(0, host, resolve));
	const url = ownUrl(server, '/api/', 'hook');
	expect(await postToSelf(url!, {}, Buffer.from('{}'), 5_000)).toBe(204);
});

it('has no address before the server listens, or if it listens on no port', () => {
	expect(ownUrl(createServer())).toBeNull();
	expect(ownUrl({ address: () => '/run/bot.sock' })).toBeNull();
});

it('writes an IPv6 address as URLs do', () => {
	const server = { address: () => ({ address: 'fd00::1', family: 'IPv6', port: 4000 }) };
	expect(ownUrl(server, '', 'webhooks/kick')?.href).toBe('http://[fd00::1]:4000/webhooks/kick');
});

it('gives up on a server that does not answer', async () => {
	const server = createServer(() => undefined);
	onTestFinished(() => server.closeAllConnections());
	await new Promise<void>((resolve) => server.listen(0, resolve));
	await expect(postToSelf(ownUrl(server)!, {}, Buffer.from('{}'), 50)).rejects.toThrow();
	server.close();
});
