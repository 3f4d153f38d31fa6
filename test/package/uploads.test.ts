import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runProgram } from '../support/runProgram.js';

/** Returns the file that `import` would load, which `require.resolve` does not return. */
function esmEntry(specifier: string): string {
	return fileURLToPath(import.meta.resolve(specifier));
}

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

/** Loads the files in this order and then sends a file with discord.js, as a host bot would. */
const program = (files: readonly string[], address: string) => `
	const load = async (file) => (file.endsWith('js') && !file.endsWith('.cjs') ? import(file) : require(file));
	(async () => {
		for (const file of ${JSON.stringify(files)}) await load(file);
		const { REST } = require('discord.js');
		const rest = new REST({ api: '${address}/api' }).setToken('token');
		await rest.post('/channels/1/messages', { files: [{ name: 'picture.png', data: Buffer.from('a picture') }] });
		const answer = await fetch('${address}/form', { method: 'POST', body: new FormData() });
		process.exit(answer.status === 200 ? 0 : 1);
	})();`;

const pluginApi = { esm: esmEntry('@sapphire/plugin-api/register'), cjs: '@sapphire/plugin-api/register' };
const plugin = { esm: resolve('dist/register.js'), cjs: resolve('dist/register.cjs') };

async function expectUpload(files: readonly string[]): Promise<void> {
	const { port } = server.address() as AddressInfo;
	const code = program(files, `http://127.0.0.1:${port}`);
	expect(await runProgram(['-e', code], {}, process.cwd())).toEqual({ code: 0, output: '' });
	expect(uploads.splice(0)[0]).toContain('a picture');
}

it.each(['register.js', 'register.cjs', 'sandbox.js', 'sandbox.cjs'])(
	'a bot that imports %s before discord.js can send files to Discord',
	(file) => expectUpload([resolve('dist', file)])
);

it.each(['esm', 'cjs'] as const)(
	'a bot (%s) can send files to Discord, whichever of the two packages it imports first',
	async (form) => {
		await expectUpload([plugin[form], pluginApi[form]]);
		await expectUpload([pluginApi[form], plugin[form]]);
		await expectUpload([pluginApi[form], resolve(`dist/sandbox.${form === 'esm' ? 'js' : 'cjs'}`), plugin[form]]);
	}
);

describe('a bot with the imports of', () => {
	const entries: Record<string, string> = {
		'sapphire-plugin-kick/register': plugin.esm,
		'sapphire-plugin-kick': resolve('dist/index.js'),
		'sapphire-plugin-kick/sandbox': resolve('dist/sandbox.js'),
		'@sapphire/plugin-api/register': pluginApi.esm
	};
	const documents = ['README.md', 'docs/your-own-bot.md', 'docs/sandbox.md'];

	/** Finds the snippets that create a client, by the files that they import, in order. */
	const snippetsOf = (document: string) =>
		[...readFileSync(document, 'utf8').matchAll(/```[jt]s\n([\s\S]*?)```/g)]
			.map(([, code = '']) => code)
			.filter((code) => code.includes('new SapphireClient') && code.includes('import '))
			.map((code) => [...code.matchAll(/^import .*?'(.+)';$/gm)].map(([, specifier = '']) => specifier));

	it.each(documents)('%s can send files to Discord', async (document) => {
		const snippets = snippetsOf(document);
		expect(snippets).not.toEqual([]);
		for (const specifiers of snippets) {
			expect(specifiers).toContain('sapphire-plugin-kick/register');
			await expectUpload(specifiers.flatMap((specifier) => entries[specifier] ?? []));
		}
	});
});
