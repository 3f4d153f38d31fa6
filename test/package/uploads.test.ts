import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runProgram } from '../support/runProgram.js';

const uploads: string[] = [];
const server = createServer(async (request, response) => {
	let body = '';
	for await (const chunk of request) body += chunk;
	uploads.push(body);
	response.setHeader('content-type', 'application/json').end('{}');
});

beforeAll(async () => {
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
});
afterAll(() => void server.close());

const program = (entry: string, address: string) => `
	const load = async (file) => (file.endsWith('.cjs') ? require(file) : import(file));
	load(${JSON.stringify(entry)}).then(async () => {
		const { REST } = require('discord.js');
		const rest = new REST({ api: '${address}/api' }).setToken('token');
		await rest.post('/channels/1/messages', { files: [{ name: 'picture.png', data: Buffer.from('a picture') }] });
		process.exit();
	});`;

it.each(['register.js', 'register.cjs', 'sandbox.js', 'sandbox.cjs'])(
	'a bot that imports %s before discord.js can send files to Discord',
	async (file) => {
		const { port } = server.address() as AddressInfo;
		const code = program(resolve('dist', file), `http://127.0.0.1:${port}`);
		expect(await runProgram(['-e', code], {}, process.cwd())).toMatchObject({ output: '' });
		expect(uploads.splice(0)).toEqual([expect.stringContaining('a picture')]);
	}
);
