import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { LoopbackServer } from '../../../../sandbox/http/LoopbackServer.js';

it('answers at its base URL until it is closed', async () => {
	const server = new LoopbackServer((_, response) => response.end('here'));
	const url = await server.listen(0);

	expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
	expect([server.baseUrl, server.authority]).toEqual([url, new URL(url).host]);
	expect(await (await fetch(url)).text()).toBe('here');

	await server.close();
	await expect(fetch(url)).rejects.toThrow();
	await server.close();
});

it('cuts open requests when it closes', async () => {
	const server = new LoopbackServer(() => {});
	const pending = fetch(await server.listen(0)).catch(() => 'cut');
	await expect.poll(() => Promise.race([pending, 'open'])).toBe('open');

	await server.close();
	expect(await pending).toBe('cut');
});

it('fails when the port is taken', async () => {
	const first = new LoopbackServer(() => {});
	const { port } = new URL(await first.listen(0));
	await expect(new LoopbackServer(() => {}).listen(Number(port))).rejects.toThrow('EADDRINUSE');
	await first.close();
});

it('hands over requests for WebSockets', async () => {
	const server = new LoopbackServer(() => {});
	const upgraded = new Promise<string | undefined>((resolve) => {
		server.onUpgrade((request, socket) => {
			socket.destroy();
			resolve(request.url);
		});
	});
	const { port } = new URL(await server.listen(0));
	const client = connect(Number(port), '127.0.0.1');
	client.write('GET /socket HTTP/1.1\r\nhost: here\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n');

	expect(await upgraded).toBe('/socket');
	client.destroy();
	await server.close();
});
