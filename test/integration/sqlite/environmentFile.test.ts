import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { botEnvironment } from '../../../sandbox/botEnvironment.js';
import { BotProcess } from '../../../sandbox/demo/BotProcess.js';
import { SimulatedDiscord } from '../../../sandbox/discord/index.js';
import { SimulatedKick } from '../../../sandbox/kick/index.js';
import { readEnvironmentFile } from '../../../src/lib/config/readEnvironmentFile.js';
import { botEntry, runProgram } from '../../support/runProgram.js';
import { stopAfterAll } from '../../support/stopAfterAll.js';
import { temporaryFolder } from '../../support/temporaryFolder.js';

const Case = 'test/cases/env-file-with-bom/dotenv';
const Needed = ['DISCORD_TOKEN', 'KICK_CLIENT_ID', 'KICK_CLIENT_SECRET', 'OAUTH_BASE_URL'];
const text = new TextDecoder().decode(readFileSync(Case));
const cliEntry = botEntry.replace(/bot\.js$/, 'cli.js');

const discord = await stopAfterAll(SimulatedDiscord.start({ token: 'token-of-the-bot' }));
const kick = await stopAfterAll(SimulatedKick.start());
/** Variables that a bot needs, with the public address of the case. */
const complete: Record<string, string> = {
	...botEnvironment(kick, discord, 'https://bot.example.com'),
	PORT: '0',
	DATABASE_URL: 'file:./kick.db'
};

/** All variables that are not in the file of the case. */
const without = (names: readonly string[]) =>
	Object.fromEntries(Object.entries(complete).filter(([name]) => !names.includes(name)));

async function startBot(folder: string, environment: Record<string, string>): Promise<readonly string[]> {
	const bot = await BotProcess.start({ entry: botEntry, folder, environment });
	onTestFinished(() => bot.stop());
	return bot.log;
}

const Listening = expect.stringContaining('https://bot.example.com/webhooks/kick');

describe('a .env file is read', () => {
	it('with the byte order mark of the case, and no variable is reported as missing', async () => {
		const folder = temporaryFolder();
		copyFileSync(Case, join(folder, '.env'));
		expect(await startBot(folder, without(Needed))).toContainEqual(Listening);
	});

	it.each<[string, Buffer]>([
		['UTF-8', Buffer.from(text)],
		['UTF-8 with a byte order mark before a comment', Buffer.from(`\uFEFF# mine\r\n${text}`)],
		['UTF-16 LE', Buffer.from(`\uFEFF${text}`, 'utf16le')],
		['UTF-16 BE', Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
		['UTF-8 with line breaks of old Macs', Buffer.from(text.replaceAll('\r\n', '\r'))]
	])('in %s', (_encoding, bytes) => {
		const path = join(temporaryFolder(), '.env');
		writeFileSync(path, bytes);
		expect(readEnvironmentFile(path).unwrap()).toEqual({
			DISCORD_TOKEN: 'token-of-the-bot',
			KICK_CLIENT_ID: '01JABCDEF0GHJKMNPQRSTVWXYZ',
			KICK_CLIENT_SECRET: 'secret-of-the-app',
			OAUTH_BASE_URL: 'https://bot.example.com'
		});
	});
});

/** Each creates a `.env` that cannot be read. */
const Unreadable: [string, (path: string) => void, RegExp][] = [
	['a folder', (path) => mkdirSync(path), /\.env: cannot be read: it is a folder/],
	['no text', (path) => writeFileSync(path, Buffer.from([0x41, 0x3d, 0xff, 0x0a])), /\.env: cannot be read: .*UTF-8/],
	['UTF-16 without a mark', (path) => writeFileSync(path, text, 'utf16le'), /\.env: cannot be read: .*UTF-8/]
];

describe.each(Unreadable)('a .env that is %s', (_what, make, line) => {
	const folderWithFile = () => {
		const folder = temporaryFolder();
		make(join(folder, '.env'));
		return folder;
	};

	it('is reported with the reason and without a stack trace if variables are missing', async () => {
		const { code, output } = await runProgram([botEntry], {}, folderWithFile());
		expect(code).toBe(1);
		expect(output).toMatch(line);
		expect(output).not.toMatch(/\n\s+at |TypeError/);
	});

	it('causes a warning if all variables are set otherwise, and the bot starts', async () => {
		const log = await startBot(folderWithFile(), complete);
		expect(log).toContainEqual(Listening);
		expect(log.filter((entry) => line.test(entry))).toEqual([expect.stringContaining('[WARN]')]);
	});

	it('stops kick-plugin, unless DATABASE_URL is set otherwise', async () => {
		const folder = folderWithFile();
		expect(await runProgram([cliEntry, 'events'], {}, folder)).toMatchObject({
			code: 1,
			output: expect.stringMatching(line)
		});
		const { code, output } = await runProgram([cliEntry, 'events'], { DATABASE_URL: 'file:./kick.db' }, folder);
		expect({ code, output }).toMatchObject({ code: 0, output: expect.stringMatching(line) });
		expect(output).toContain('No events found.');
	});
});

it('a .env that the user of the bot may not read is reported with the reason', () => {
	const path = join(temporaryFolder(), '.env');
	writeFileSync(path, text);
	chmodSync(path, 0);
	// root may read everything.
	const isRoot = process.geteuid?.() === 0;
	if (isRoot) process.seteuid?.(65_534);
	const read = readEnvironmentFile(path);
	if (isRoot) process.seteuid?.(0);
	expect(read.unwrapErr()).toEqual({ variable: path, problem: expect.stringMatching(/may not read it \(EACCES\)/) });
});
