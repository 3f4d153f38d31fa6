import { once } from 'node:events';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { botEnvironment } from '../../../sandbox/botEnvironment.js';
import { SimulatedDiscord } from '../../../sandbox/discord/index.js';
import { SimulatedKick } from '../../../sandbox/kick/index.js';
import { botEntry, runProgram } from '../../support/runProgram.js';
import { stopAfterAll } from '../../support/stopAfterAll.js';
import { folderOfTestFile } from '../../support/temporaryFolder.js';

const discord = await stopAfterAll(SimulatedDiscord.start());
const kick = await stopAfterAll(SimulatedKick.start());
const folder = folderOfTestFile();

const environment = (changes: Record<string, string> = {}): Record<string, string> => ({
	...botEnvironment(kick, discord, 'http://localhost:1'),
	PORT: '0',
	...changes
});

describe('a start that cannot work says why and exits with 1', () => {
	it('without any variable: lists everything that is missing, where to get it, and the demo', async () => {
		const { code, output } = await runProgram([botEntry], {}, folder);
		expect(code).toBe(1);
		for (const text of ['DISCORD_TOKEN', 'KICK_CLIENT_ID', 'KICK_CLIENT_SECRET', 'OAUTH_BASE_URL', 'npm run demo']) {
			expect(output).toContain(text);
		}
		expect(output).toContain('https://kick.com/settings/developer');
		expect(output).toContain('https://discord.com/developers/applications');
	});

	it('with a wrong value in a .env file: names the variable', async () => {
		const own = await mkdtemp(join(folder, 'env-'));
		await writeFile(join(own, '.env'), 'PORT=many\nDISCORD_TOKEN=from-the-file\n');
		const { code, output } = await runProgram([botEntry], {}, own);
		expect(code).toBe(1);
		expect(output).toContain('PORT: is not a port');
		expect(output).not.toContain('DISCORD_TOKEN');
		expect(output).not.toContain('from-the-file');
	});

	it('with a token that Discord refuses', async () => {
		const { code, output } = await runProgram([botEntry], environment({ DISCORD_TOKEN: 'wrong.token.value' }), folder);
		expect(code).toBe(1);
		expect(output).toContain('DISCORD_TOKEN');
		expect(output).not.toContain('wrong.token.value');
	});

	it('with a port that is in use', async () => {
		const other = createServer().listen(0, 'localhost');
		await once(other, 'listening');
		const { port } = other.address() as AddressInfo;
		const { code, output } = await runProgram([botEntry], environment({ PORT: String(port) }), folder);
		other.close();
		expect(code).toBe(1);
		expect(output).toContain(`port ${port} is in use`);
	});

	it('with a database that it cannot open', async () => {
		const own = await mkdtemp(join(folder, 'database-'));
		await writeFile(join(own, 'file.db'), 'this is no database at all, only some text of a person');
		const { code, output } = await runProgram([botEntry], environment({ DATABASE_URL: 'file:./file.db' }), own);
		expect(code).toBe(1);
		expect(output).toMatch(/database/i);
	});
});

it('a bot that ends with an error says why, without its tokens, on separate lines', async () => {
	const fail = `
		process.on('newListener', (name) => name === 'uncaughtException' && setImmediate(() => {
			const url = 'https://discord.com/api/webhooks/123456789012345678/TOKEN/messages/@original';
			Promise.reject(Object.assign(new Error('first\\u001b[2J\\nsecond'), { url }));
		}));`;
	const preload = `data:text/javascript,${encodeURIComponent(fail)}`;
	const { code, output } = await runProgram(['--import', preload, botEntry], {}, folder);
	expect(code).toBe(1);
	expect(output).toContain('Error: first\\u001b[2J second\n');
	expect(output).toContain('/[secret]/messages/');
	expect(output).not.toContain('TOKEN/');
});
