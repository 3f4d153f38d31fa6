import { spawn } from 'node:child_process';
import { on } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished } from 'vitest';
import { botEnvironment } from '../../../sandbox/botEnvironment.js';
import { BotProcess } from '../../../sandbox/demo/BotProcess.js';
import { SimulatedDiscord } from '../../../sandbox/discord/index.js';
import { SimulatedKick } from '../../../sandbox/kick/index.js';
import { caseVariables } from '../../support/caseVariables.js';
import { botEntry, runProgram } from '../../support/runProgram.js';
import { stopAfterAll } from '../../support/stopAfterAll.js';
import { temporaryFolder } from '../../support/temporaryFolder.js';

const discord = await stopAfterAll(SimulatedDiscord.start({ shards: 2 }));
const kick = await stopAfterAll(SimulatedKick.start());

const environment = (changes: Record<string, string>): Record<string, string> => ({
	...botEnvironment(kick, discord, 'http://localhost:1'),
	PORT: '0',
	DATABASE_URL: 'file:./kick.db',
	...changes
});

async function startBot(changes: Record<string, string>): Promise<string> {
	const bot = await BotProcess.start({ entry: botEntry, folder: temporaryFolder(), environment: environment(changes) });
	onTestFinished(() => bot.stop());
	return bot.log.join('\n');
}

const runBot = (changes: Record<string, string>) => runProgram([botEntry], environment(changes), temporaryFolder());

it('removes quotes around values, as `docker run --env-file` passes them', async () => {
	const log = await startBot({
		...caseVariables('quoted-base-url'),
		PORT: "'0'",
		SHARDS: '"[0,1]"',
		SHARD_COUNT: '"2"'
	});
	expect(log).toContain('https://bot.example.com/webhooks/kick');
	expect(log).toContain('OAUTH_BASE_URL has a name that is reserved for examples');
});

it('listens on a HOST in the brackets of an IPv6 URL', async () => {
	const log = await startBot(caseVariables('host-ipv6-brackets'));
	const port = /Listening on port (\d+)/.exec(log)?.[1];
	expect((await fetch(`http://[::1]:${port}/metrics`)).status).toBe(200);
});

it('treats an empty SHARDS and SHARD_COUNT as not set', async () => {
	expect(await startBot({ SHARDS: '', SHARD_COUNT: '' })).toContain('Listening on port');
});

describe('a wrong value stops the start with one line that names it:', () => {
	it.each([
		['SHARDS', 'x'],
		['SHARDS', '[0,0]'],
		['SHARDS', '3'],
		['SHARD_COUNT', 'two'],
		['SHARD_COUNT', '0'],
		['KICK_HTTP', 'maybe'],
		['PORT', '4000x'],
		['HOST', 'http://localhost'],
		['HOST', 'localhost:4000'],
		['HOST', 'no-such-name.invalid'],
		['HOST', '192.0.2.1'],
		['DISCORD_API_BASE_URL', 'https://"discord.com"/api'],
		['DISCORD_CDN_BASE_URL', 'cdn.discordapp.com'],
		['HTTPS_PROXY', 'socks5://127.0.0.1:1080'],
		['OAUTH_BASE_URL', 'https://your-bot.up.railway.app'],
		['OAUTH_BASE_URL', 'https://YOUR-DOMAIN']
	])('%s=%s', async (variable, value) => {
		const { code, output } = await runBot({ [variable]: value });
		expect(code).toBe(1);
		const lines = output.split('\n');
		const named = lines.filter((line) => line.includes(variable));
		expect(named).toHaveLength(1);
		expect(lines.slice(0, lines.indexOf(named[0]!)).join('\n')).not.toMatch(/\n\s+at /);
	});
});

describe('a Discord that cannot be reached is reported with the reason and without a stack trace:', () => {
	it.each([
		[
			'a name that is not known',
			'http://no-such-name.invalid/api',
			/cannot reach no-such-name\.invalid: .*(ENOTFOUND|EAI_AGAIN)/
		],
		['a closed port', 'http://127.0.0.1:1/api', /cannot reach 127\.0\.0\.1:1: nothing listens there \(ECONNREFUSED\)/]
	])('%s', async (_what, DISCORD_API_BASE_URL, reason) => {
		const { code, output } = await runBot({ DISCORD_API_BASE_URL });
		expect(code).toBe(1);
		expect(output).toMatch(reason);
		expect(output).not.toMatch(/\n\s+at /);
	});

	it('reports a gateway that accepts no connection', async () => {
		const limits = { total: 1000, remaining: 999, reset_after: 1, max_concurrency: 1 };
		const body = { url: 'ws://127.0.0.1:1', shards: 1, session_start_limit: limits };
		onTestFinished(
			discord.intercept(({ path }) => (path.endsWith('/gateway/bot') ? { status: 200, body } : undefined))
		);
		const bot = spawn(process.execPath, [botEntry], { cwd: temporaryFolder(), env: environment({}) });
		onTestFinished(() => void bot.kill('SIGKILL'));
		const lines = on(createInterface({ input: bot.stderr }), 'line') as AsyncIterable<[string]>;
		for await (const [line] of lines) if (line.includes('gateway')) break;
	});
});
